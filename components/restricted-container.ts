/**
 * Security context of a container that may do nothing but run as an ordinary user: Kubernetes' `restricted` profile. It has no
 * capability left, not even for ping.
 */
export const restrictedContainer = {
  runAsUser: 1000,
  runAsNonRoot: true,
  privileged: false,
  allowPrivilegeEscalation: false,
  seccompProfile: { type: "RuntimeDefault" },
  capabilities: { drop: ["ALL"] },
};
