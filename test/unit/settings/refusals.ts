import { existing } from "./support.ts";

const only = (kinds: string, found: string): string =>
  `it has a meaning only where lab:cluster is ${kinds}, and it is ${found}`;
const parts =
  "it must be install, present, or parts with commas, out of " +
  "ovn-kubernetes, multus, network-policy-api, nmstate, kubevirt, cert-manager, ipam-extensions";
const delays = "it must be none, realistic, or a factor for the realistic times, 0.01 to 10";
const both = "lab:ipFamily is dual, so it has to be an IPv4 network, a comma and an IPv6 network";
const localnet = "it must be an IPv4 network, /27 or larger";
export const cidr = "it is not a network in CIDR form, such as 10.244.0.0/16";

/** What is refused, each with every line that is said. */
export const refusals: Record<string, [given: Record<string, string>, problems: string[]]> = {
  "an unknown scenario": [
    { scenario: "overlays" },
    ['lab:scenario is "overlays": there is no such scenario; there are overlay, localnet'],
  ],
  "an unknown kind of cluster": [
    { cluster: "minikube" },
    ['lab:cluster is "minikube": it must be one of kind, simulated, existing'],
  ],
  "an unknown container engine": [
    { containerEngine: "nerdctl" },
    ['lab:containerEngine is "nerdctl": it must be one of auto, docker, podman'],
  ],
  "an unknown way to look at the machine": [
    { preflight: "off" },
    ['lab:preflight is "off": it must be one of enforce, warn'],
  ],
  "CPU requests of a number": [{ cpuRequests: "0" }, ['lab:cpuRequests is "0": it must be one of upstream, none']],
  "a look at the machine for a cluster that is no kind cluster": [
    { cluster: "simulated", preflight: "warn" },
    [`lab:preflight is "warn": ${only("kind", "simulated")}`],
  ],
  "delays of a cluster that is no simulated one": [
    { simulatedDelays: "realistic" },
    [`lab:simulatedDelays is "realistic": ${only("simulated", "kind")}`],
  ],
  "delays by another word": [
    { cluster: "simulated", simulatedDelays: "slow" },
    [`lab:simulatedDelays is "slow": ${delays}`],
  ],
  "delays of nothing at all": [
    { cluster: "simulated", simulatedDelays: "0" },
    [`lab:simulatedDelays is "0": ${delays}`],
  ],
  "delays in another notation": [
    { cluster: "simulated", simulatedDelays: "1e0" },
    [`lab:simulatedDelays is "1e0": ${delays}`],
  ],
  "an unknown part of the platform": [{ ...existing, platform: "absent" }, [`lab:platform is "absent": ${parts}`]],
  "an unknown part among others": [
    { ...existing, platform: "multus,nmstat" },
    [`lab:platform is "multus,nmstat": ${parts}`],
  ],
  "a platform that is empty": [{ ...existing, platform: "" }, [`lab:platform is "": ${parts}`]],
  "an unknown part, whatever the cluster": [{ platform: "absent" }, [`lab:platform is "absent": ${parts}`]],
  "parts that a new cluster cannot have": [
    { cluster: "simulated", platform: "multus" },
    ['lab:platform is "multus": only an existing cluster can have a platform already, and lab:cluster is simulated'],
  ],
  "an unknown set of versions": [{ versions: "latest" }, ['lab:versions is "latest": it must be one of current, talk']],
  "an unknown version of a part": [
    { kubevirt: "v1.0.0", multus: "v3" },
    [
      'lab:multus is "v3": it must be one of v4.1.3, v4.3.0, master',
      'lab:kubevirt is "v1.0.0": it must be one of v1.8.4, v1.9.0',
    ],
  ],
  "an unknown way to emulate": [{ emulation: "yes" }, ['lab:emulation is "yes": it must be one of auto, on, off']],
  "an unknown family": [{ ipFamily: "6" }, ['lab:ipFamily is "6": it must be one of ipv4, ipv6, dual']],
  "two families of pods in a cluster of one": [
    { podSubnet: "10.244.0.0/16,fd00:10:244::/48" },
    ['lab:podSubnet is "10.244.0.0/16,fd00:10:244::/48": lab:ipFamily is ipv4, so it has to be one IPv4 network'],
  ],
  "an IPv6 service network in a cluster of IPv4": [
    { serviceSubnet: "fd00:10:96::/112" },
    ['lab:serviceSubnet is "fd00:10:96::/112": lab:ipFamily is ipv4, so it has to be one IPv4 network'],
  ],
  "IPv4 networks in a cluster of IPv6": [
    { ipFamily: "ipv6", podSubnet: "10.244.0.0/16", serviceSubnet: "10.96.0.0/16" },
    [
      'lab:podSubnet is "10.244.0.0/16": lab:ipFamily is ipv6, so it has to be one IPv6 network',
      'lab:serviceSubnet is "10.96.0.0/16": lab:ipFamily is ipv6, so it has to be one IPv6 network',
    ],
  ],
  "one network in a cluster of both families": [
    { ipFamily: "dual", podSubnet: "10.244.0.0/16" },
    [`lab:podSubnet is "10.244.0.0/16": ${both}`],
  ],
  "both networks in the wrong order": [
    { ipFamily: "dual", podSubnet: "fd00:10:244::/48,10.244.0.0/16" },
    [`lab:podSubnet is "fd00:10:244::/48,10.244.0.0/16": ${both}`],
  ],
  "two networks of one family": [
    { ipFamily: "dual", serviceSubnet: "10.96.0.0/16,10.97.0.0/16" },
    [`lab:serviceSubnet is "10.96.0.0/16,10.97.0.0/16": ${both}`],
  ],
  "a malformed one of two networks": [
    { ipFamily: "dual", podSubnet: "10.244.0.0/16,fd00:10:244::1/48" },
    [
      'lab:podSubnet is "10.244.0.0/16,fd00:10:244::1/48": of "fd00:10:244::1/48": ' +
        "it has host bits set; the network's own address is fd00:10:244::/48",
    ],
  ],
  "one of two pod networks without room for the nodes": [
    { ipFamily: "dual", podSubnet: "10.244.0.0/16,fd00:10:244::/64" },
    ['lab:podSubnet is "10.244.0.0/16,fd00:10:244::/64": fd00:10:244::/64 has no /64 for each of 3 nodes'],
  ],
  "an IPv6 network of OVN-Kubernetes": [
    { ipFamily: "dual", podSubnet: "10.244.0.0/16,fd98::/56" },
    [`lab:podSubnet is "10.244.0.0/16,fd98::/56": it overlaps OVN-Kubernetes' join subnet, fd98::/64`],
  ],
  "a pod network larger than kubeadm takes": [
    { ipFamily: "ipv6", podSubnet: "fd01:10::/40" },
    ['lab:podSubnet is "fd01:10::/40": it has more than 65536 networks of /64, which kubeadm refuses; use a /48'],
  ],
  "a service network larger than kubeadm takes": [
    { ipFamily: "ipv6", serviceSubnet: "fd00:10:96::/64" },
    ['lab:serviceSubnet is "fd00:10:96::/64": it must be a /108 to /124, which is what kubeadm takes'],
  ],
  "a service network smaller than kubeadm takes": [
    { serviceSubnet: "10.96.0.0/29" },
    ['lab:serviceSubnet is "10.96.0.0/29": it must be a /12 to /28, which is what kubeadm takes'],
  ],
  "a localnet that is no network": [
    { localnetSubnet: "192.168.200.1/24" },
    ['lab:localnetSubnet is "192.168.200.1/24": it has host bits set; the network\'s own address is 192.168.200.0/24'],
  ],
  "a localnet of IPv6": [{ localnetSubnet: "fd00::/64" }, [`lab:localnetSubnet is "fd00::/64": ${localnet}`]],
  "a localnet without room": [
    { localnetSubnet: "192.168.200.0/28" },
    [`lab:localnetSubnet is "192.168.200.0/28": ${localnet}`],
  ],
  "an unknown version of OVN-Kubernetes": [
    { ovnKubernetes: "v1.2.0" },
    ['lab:ovnKubernetes is "v1.2.0": it must be one of v1.3.0, master'],
  ],
  "an unknown use of the internet": [{ internet: "yes" }, ['lab:internet is "yes": it must be one of use, none']],
  "an empty use of the internet": [{ internet: "" }, ['lab:internet is "": it must be one of use, none']],
  "a pod subnet that is no network": [{ podSubnet: "10.244.0.0" }, [`lab:podSubnet is "10.244.0.0": ${cidr}`]],
  "a service subnet that is no network": [{ serviceSubnet: "x" }, [`lab:serviceSubnet is "x": ${cidr}`]],
  "a pod subnet with host bits": [
    { podSubnet: "10.244.3.0/16" },
    ['lab:podSubnet is "10.244.3.0/16": it has host bits set; the network\'s own address is 10.244.0.0/16'],
  ],
  "a pod subnet without room for the nodes": [
    { podSubnet: "10.244.0.0/23" },
    ['lab:podSubnet is "10.244.0.0/23": it has no /24 for each of 3 nodes'],
  ],
  "a pod subnet of an existing cluster that is one node's": [
    { ...existing, podSubnet: "10.244.0.0/24" },
    ['lab:podSubnet is "10.244.0.0/24": it has no /24 for each of 1 node'],
  ],
  "an IPv6 pod subnet without room for the nodes": [
    { ipFamily: "ipv6", podSubnet: "fd00:10:244::/64" },
    ['lab:podSubnet is "fd00:10:244::/64": it has no /64 for each of 3 nodes'],
  ],
  "a pod subnet that overlaps the service subnet": [
    { podSubnet: "10.0.0.0/8" },
    ['lab:podSubnet is "10.0.0.0/8": it overlaps lab:serviceSubnet, 10.96.0.0/16'],
  ],
  "a pod subnet that overlaps the join subnet": [
    { podSubnet: "100.64.0.0/12" },
    [
      'lab:podSubnet is "100.64.0.0/12": it overlaps OVN-Kubernetes\' join subnet, 100.64.0.0/16',
      'lab:podSubnet is "100.64.0.0/12": it overlaps OVN-Kubernetes\' join subnet of user-defined networks, 100.65.0.0/16',
    ],
  ],
  "a pod subnet that overlaps the masquerade subnet": [
    { podSubnet: "169.254.0.0/16" },
    ['lab:podSubnet is "169.254.0.0/16": it overlaps OVN-Kubernetes\' masquerade subnet, 169.254.0.0/17'],
  ],
  "a service subnet that overlaps the transit subnet": [
    { serviceSubnet: "100.88.128.0/20" },
    ['lab:serviceSubnet is "100.88.128.0/20": it overlaps OVN-Kubernetes\' transit subnet, 100.88.0.0/16'],
  ],
  "an existing cluster without kubeconfig and context": [
    { cluster: "existing" },
    [
      'lab:kubeconfig is "": an existing cluster is named by both lab:kubeconfig and lab:context',
      'lab:context is "": an existing cluster is named by both lab:kubeconfig and lab:context',
    ],
  ],
  "an existing cluster without a context": [
    { cluster: "existing", kubeconfig: "k" },
    ['lab:context is "": an existing cluster is named by both lab:kubeconfig and lab:context'],
  ],
  "a platform that a new cluster cannot have": [
    { platform: "present" },
    ['lab:platform is "present": only an existing cluster can have a platform already, and lab:cluster is kind'],
  ],
  "a kubeconfig for a kind cluster": [{ kubeconfig: "k" }, [`lab:kubeconfig is "k": ${only("existing", "kind")}`]],
  "a context for a simulated cluster": [
    { cluster: "simulated", context: "c" },
    [`lab:context is "c": ${only("existing", "simulated")}`],
  ],
  "an API server for a kind cluster": [
    { apiServer: "https://192.0.2.1:6443" },
    [`lab:apiServer is "https://192.0.2.1:6443": ${only("existing", "kind")}`],
  ],
  "a gateway interface for a kind cluster": [
    { gatewayInterface: "eth0" },
    [`lab:gatewayInterface is "eth0": ${only("existing", "kind")}`],
  ],
  "a container engine for a simulated cluster": [
    { cluster: "simulated", containerEngine: "docker" },
    [`lab:containerEngine is "docker": ${only("kind", "simulated")}`],
  ],
  "an unknown place for etcd's data": [{ etcd: "tape" }, ['lab:etcd is "tape": it must be one of memory, disk']],
  "warm images of nodes that hold none": [
    { cluster: "simulated", warmImages: "off", imageCache: "on", etcd: "disk" },
    [
      `lab:etcd is "disk": ${only("kind", "simulated")}`,
      `lab:warmImages is "off": ${only("kind", "simulated")}`,
      `lab:imageCache is "on": ${only("kind", "simulated")}`,
    ],
  ],
  "a name server by its name": [
    { nameServers: "192.0.2.53, resolver.example" },
    [
      'lab:nameServers is "192.0.2.53, resolver.example": it must be addresses of the cluster\'s family (lab:ipFamily) with commas between them, such as 192.0.2.53,192.0.2.54',
    ],
  ],
  "a name server of the other family": [
    { nameServers: "2001:db8::53" },
    [
      'lab:nameServers is "2001:db8::53": it must be addresses of the cluster\'s family (lab:ipFamily) with commas between them, such as 192.0.2.53,192.0.2.54',
    ],
  ],
  "name servers for a simulated cluster": [
    { cluster: "simulated", nameServers: "192.0.2.53" },
    [`lab:nameServers is "192.0.2.53": ${only("kind", "simulated")}`],
  ],
  "a node image for a simulated cluster": [
    { cluster: "simulated", nodeImage: "i" },
    [`lab:nodeImage is "i": ${only("kind", "simulated")}`],
  ],
  "a name for an existing cluster": [
    { ...existing, clusterName: "c" },
    [`lab:clusterName is "c": ${only("kind or simulated", "existing")}`],
  ],
  "workers for an existing cluster": [
    { ...existing, workers: "3" },
    [`lab:workers is "3": ${only("kind or simulated", "existing")}`],
  ],
};
