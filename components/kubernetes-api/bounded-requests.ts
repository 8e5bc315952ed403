import {
  type ApiConstructor,
  type ApiType,
  createConfiguration,
  IsomorphicFetchHttpLibrary,
  KubeConfig,
  type PromiseHttpLibrary,
  ResponseContext,
  ServerConfiguration,
  wrapHttpLibrary,
} from "@kubernetes/client-node";

/** Seconds that a request may take: what an API server gives its own by default (kube-apiserver 1.35, `--request-timeout`). */
export const requestTimeout = 60;

/** A server took a request and said nothing, or not all, in time. */
export class SilenceError extends Error {
  override readonly name = "SilenceError";
}

/**
 * A kubeconfig whose typed clients end each request, with its connection, after a time, and whose WebSockets end a handshake so. Those of
 * @kubernetes/client-node 1.4 wait without an end for a server that takes connections and says nothing, and a process that has given up on the answer
 * is kept by its connection.
 */
export class BoundedKubeConfig extends KubeConfig {
  /** Seconds. */
  readonly timeout: number;

  constructor(timeout: number = requestTimeout) {
    super();
    this.timeout = timeout;
  }

  /** @throws Error if the current context names no cluster */
  override makeApiClient<T extends ApiType>(apiClientType: ApiConstructor<T>): T {
    const cluster = this.getCurrentCluster();
    if (!cluster) throw new Error("the current context names no cluster");
    return new apiClientType(
      createConfiguration({
        baseServer: new ServerConfiguration(cluster.server, {}),
        authMethods: { default: this },
        httpApi: wrapHttpLibrary(boundedHttp(this.timeout)),
      }),
    );
  }

  override async applyToHTTPSOptions(options: Parameters<KubeConfig["applyToHTTPSOptions"]>[0]): Promise<void> {
    await super.applyToHTTPSOptions(options);
    // An option of ws, which node:https does not look at.
    Object.assign(options, { handshakeTimeout: this.timeout * 1000, ...options });
  }
}

function boundedHttp(timeout: number): PromiseHttpLibrary {
  const http = new IsomorphicFetchHttpLibrary();
  return {
    async send(request) {
      const late = AbortSignal.timeout(timeout * 1000);
      request.setSignal(late);
      // What the client says of it has no number, so it is no cause that is told.
      const inTime = <T>(answer: Promise<T>): Promise<T> =>
        answer.catch((error: unknown) => {
          throw late.aborted ? new SilenceError(`no answer within ${timeout} s`) : error;
        });
      const { httpStatusCode, headers, body } = await inTime(http.send(request).toPromise());
      return new ResponseContext(httpStatusCode, headers, {
        text: () => inTime(body.text()),
        binary: () => inTime(body.binary()),
      });
    },
  };
}
