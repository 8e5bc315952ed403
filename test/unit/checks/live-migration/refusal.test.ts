import assert from "node:assert/strict";
import { ApiException } from "@kubernetes/client-node";
import { isPassing } from "../../../../components/checks/live-migration/refusal.ts";
import { plainly } from "../../../../components/kubernetes-api/problem.ts";

/** An error as the cluster's access gives it. */
async function answered(code: number, message: string): Promise<unknown> {
  const body = JSON.stringify({ kind: "Status", code, message });
  return plainly(Promise.reject(new ApiException(code, "", body, {}))).catch((error: unknown) => error);
}
function broken(code: string, message = ""): Promise<unknown> {
  const cause = Object.assign(new Error(message), { code });
  return plainly(Promise.reject(new Error("request failed", { cause }))).catch((error: unknown) => error);
}

const webhook =
  'Internal error occurred: failed calling webhook "migration-create-validator.kubevirt.io": failed to call webhook: Post "https://virt-api.kubevirt.svc:443/migration-validate-create?timeout=10s":';
const denial = 'admission webhook "migration-create-validator.kubevirt.io" denied the request:';

describe("a migration that the API does not take", () => {
  const later: Record<string, () => Promise<unknown>> = {
    "whose webhook has no endpoints": () => answered(500, `${webhook} no endpoints available for service "virt-api"`),
    "whose webhook refuses connections": () =>
      answered(500, `${webhook} dial tcp 10.96.1.2:443: connect: connection refused`),
    "whose webhook does not answer": () => answered(500, `${webhook} context deadline exceeded`),
    "whose webhook is not trusted yet": () =>
      answered(500, `${webhook} tls: failed to verify certificate: x509: certificate signed by unknown authority`),
    "while another one is in flight": () =>
      answered(
        400,
        `${denial} in-flight migration detected. Active migration job (1) is currently already in progress for VMI blue.`,
      ),
    "while somebody else changes the same object": () => answered(409, "the object has been modified"),
    "while it is not available": () => answered(503, "apiserver not ready"),
    "while there are too many requests": () => answered(429, "slow down"),
    "behind a gateway that gave up": () => answered(504, ""),
    "whose server refuses connections": () => broken("ECONNREFUSED"),
    "whose server takes too long": () => broken("ETIMEDOUT"),
    "whose connection breaks": () => broken("ECONNRESET"),
    "whose server is not trusted yet": () => broken("CERT_NOT_YET_VALID"),
    "of which nothing is known but a time-out": () => broken("", "read timeout"),
  };
  for (const [claim, error] of Object.entries(later))
    it(`may be taken a little later, ${claim}`, async () => assert.equal(isPassing(await error()), true));

  const never: Record<string, () => Promise<unknown>> = {
    "for its machine cannot be moved": () =>
      answered(
        400,
        `${denial} Cannot migrate VMI, Reason: DisksNotLiveMigratable, Message: cannot migrate VMI with non-shared HostDisk`,
      ),
    "for nobody may ask for it": () => answered(403, "virtualmachineinstancemigrations is forbidden"),
    "for it is not valid": () => answered(422, "spec.vmiName: Required value"),
    "for there is no such kind": () => answered(404, "the server could not find the requested resource"),
    "for a webhook says no with the code of a conflict": () => answered(409, `${denial} no more migrations today`),
    "for a webhook says no and names a certificate": () =>
      answered(500, `${denial} the certificate of this machine is gone`),
    "for the server is broken": () => answered(500, "Internal error occurred: nil pointer"),
    "for this program is": () => Promise.resolve(new TypeError("x is not a function")),
  };
  for (const [claim, error] of Object.entries(never))
    it(`is not asked for again, ${claim}`, async () => assert.equal(isPassing(await error()), false));
});
