import assert from "node:assert/strict";
import { V1Status } from "@kubernetes/client-node";
import { exitCode } from "../../../components/checks/pod-exec.ts";

/** The status that ends an exec stream, as it comes from the API server. */
const statusOf = (json: string): V1Status => Object.assign(new V1Status(), JSON.parse(json) as object);
const failure = (details: string): V1Status =>
  statusOf(`{"status":"Failure","reason":"NonZeroExitCode","message":"command terminated"${details}}`);

describe("the exit code of a command in a pod", () => {
  const table: Record<string, [status: V1Status, code: number]> = {
    "is 0 after a success": [statusOf('{"metadata":{},"status":"Success"}'), 0],
    "is the one of the cause": [failure(',"details":{"causes":[{"reason":"ExitCode","message":"28"}]}'), 28],
    "is the one in the words of KWOK, which names no cause": [
      statusOf(
        '{"status":"Failure","reason":"InternalError","message":"error executing command in container: cmd wait: sh -c exit 1: exit status 2: exit status 28"}',
      ),
      28,
    ],
    "is none of words that KWOK has for a command that was not started": [
      statusOf(
        '{"status":"Failure","reason":"InternalError","message":"no exec found for container \\"exit status 3\\""}',
      ),
      -1,
    ],
    "is the one of its cause among others": [
      failure(',"details":{"causes":[{"reason":"Other","message":"1"},{"reason":"ExitCode","message":"7"}]}'),
      7,
    ],
    "is -1 if the command could not be started": [
      statusOf('{"status":"Failure","reason":"InternalError","message":"exec failed","code":500}'),
      -1,
    ],
    "is -1 without a cause that tells it": [failure(',"details":{"causes":[{"reason":"Other","message":"1"}]}'), -1],
    "is -1 without any cause": [failure(',"details":{}'), -1],
  };
  for (const [claim, [status, code]] of Object.entries(table)) it(claim, () => assert.equal(exitCode(status), code));
});
