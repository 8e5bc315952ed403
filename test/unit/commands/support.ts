import type { Finding, Survey } from "../../../stacks/commands/survey.ts";

const there = (what: string, found: string): Finding => ({ what, found });

/** What a machine has that can run everything. */
export const complete: Survey = {
  pulumi: { path: "/usr/bin/pulumi", version: "3.265.0", source: "PATH" },
  engine: [there("Pulumi CLI", "3.265.0 (PATH)")],
  kind: [there("container engine", "docker 27.5.1"), there("kind", "0.32.0 (PATH)")],
  simulated: [there("etcd", "3.6.16 (cache)"), there("kwok", "0.8.0 (cache)")],
};

export const noEngine: Finding = {
  what: "container engine",
  problem: "docker is not installed; podman is not installed",
  remedy: "install Docker Engine or podman",
};
export const noKind: Finding = { what: "kind", problem: "PATH: there is no kind", remedy: "run: obtain kind" };
export const noEtcd: Finding = { what: "etcd", problem: "PATH: there is no etcd" };
export const noPulumi: Finding = { what: "Pulumi CLI", problem: "PATH: there is no pulumi", remedy: "install it" };

/** No container engine, no kind. */
export const onlySimulated: Survey = { ...complete, kind: [noEngine, noKind] };
/** Nothing at all. */
export const bare: Survey = { pulumi: undefined, engine: [noPulumi], kind: [noEngine, noKind], simulated: [noEtcd] };
