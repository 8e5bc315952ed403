import type { WantedImage } from "../images/wanted-image.ts";

/** What operators start beside themselves, made of what they are told in variables of their own. In no manifest is more of it than that. */
const operands: Readonly<Record<string, (told: string) => WantedImage[]>> = {
  /**
   * KubeVirt's operator takes registry and tag of all its parts from its own name. API server and controller run on the control plane
   * (its `RequireControlPlanePreferNonWorker`), the handler beside virtual machines. What feature gates would add is not among them.
   */
  VIRT_OPERATOR_IMAGE: (told) => {
    const part = (name: string): string => told.replace(/\/virt-operator(?=[:@]|$)/, `/virt-${name}`);
    return [
      { image: part("api"), on: "control-plane" },
      { image: part("controller"), on: "control-plane" },
      { image: part("handler"), on: "workers" },
      // Of the guests' pods, and of init containers of the handler.
      { image: part("launcher"), on: "workers" },
    ];
  },
  /** Webhook, metrics and certificates on the control plane, handlers on the workers. */
  RELATED_IMAGE_HANDLER_IMAGE: (told) => [{ image: told, on: "all" }],
};

/** Images that the containers of a manifest start elsewhere. Those that they are told of and never start are left out. */
export function operandImages(containers: readonly unknown[]): WantedImage[] {
  const variables = containers.flatMap(
    (container) => (container as { env?: { name: string; value?: string }[] }).env ?? [],
  );
  return variables.flatMap(({ name, value = "" }) =>
    value !== "" && Object.hasOwn(operands, name) ? (operands[name]?.(value) ?? []) : [],
  );
}
