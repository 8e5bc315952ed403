import assert from "node:assert/strict";
import { parse } from "yaml";
import { type Plan, resource, scenarioObjects } from "../planned.ts";

type Json = Record<string, unknown>;

/**
 * A plan's objects with what is text in text read: an attachment's JSON, and a guest's cloud-init as its two interfaces by the
 * talk's names.
 */
export function readObjects(plan: Plan): Record<string, unknown> {
  const objects = structuredClone(scenarioObjects(plan)) as Record<string, Json>;
  for (const { kind, spec } of Object.values(objects) as { kind: string; spec: Json }[]) {
    if (kind === "NetworkAttachmentDefinition") spec["config"] = JSON.parse(spec["config"] as string) as unknown;
    if (kind === "VirtualMachine") readCloudInit(spec);
  }
  return objects;
}

function readCloudInit(spec: Json): void {
  const { volumes } = (spec["template"] as { spec: { volumes: { cloudInitNoCloud?: Json }[] } }).spec;
  const cloudInit = volumes.find(({ cloudInitNoCloud }) => cloudInitNoCloud)?.cloudInitNoCloud;
  assert.ok(cloudInit);
  const { version, ethernets } = parse(cloudInit["networkData"] as string) as { version: number; ethernets: Json };
  cloudInit["networkData"] = { version, eth0: ethernets["eth0"], eth1: ethernets["eth1"] };
}

/** What the process of one of the host's Commands is asked. */
export function hostRequest(plan: Plan, name: string): unknown {
  const { HOST_REQUEST: text } = resource(plan, name).inputs["environment"] as Record<string, string>;
  return JSON.parse(text ?? "");
}

/** Names of the resources beside the cluster. */
export function hostSide(plan: Plan): string[] {
  return plan.resources.map(({ name }) => name).filter((name) => name.startsWith("localnet-host"));
}
