import { describeObservation, type Observation } from "../observation.ts";
import type { Verdict } from "../verdict.ts";
import { clip } from "./clip.ts";
import { FirstAndLast } from "./first-and-last.ts";

/** A question that was put to a pod, a guest, the API or from this machine, and what came of it. */
export interface Exchange {
  readonly start: Date;
  readonly seconds: number;
  /** `exec in blue/client, container main: curl …` */
  readonly question: string;
  readonly answer: string;
}

interface Attempt {
  /** Id of the check; undefined: nothing was judged, as within an experiment. */
  readonly check?: string;
  /** Of the check's attempts, from 1. */
  readonly number?: number;
  readonly judged?: string;
  readonly exchanges: FirstAndLast<Exchange>;
}

/** Characters of one answer that are kept. */
const longestAnswer = 4000;
const attemptsKept = [4, 8] as const;
/** A probe asks a few questions; an experiment, which is one attempt, asks for minutes. */
const exchangesKept = [40, 80] as const;

/** What a check, with its twin, or an experiment did, within bounds. */
export class Transcript {
  readonly #attempts = new FirstAndLast<Attempt>(...attemptsKept);
  readonly #counts = new Map<string, number>();
  #open = new FirstAndLast<Exchange>(...exchangesKept);

  record(exchange: Exchange): void {
    this.#open.add({ ...exchange, answer: clip(exchange.answer, longestAnswer) });
  }

  /** Ends an attempt: what was recorded since the one before belongs to it. */
  attempted(check: string, seen: Observation, verdict: Verdict): void {
    const number = (this.#counts.get(check) ?? 0) + 1;
    this.#counts.set(check, number);
    this.#attempts.add({ check, number, judged: `${verdict}: ${describeObservation(seen)}`, exchanges: this.#open });
    this.#open = new FirstAndLast<Exchange>(...exchangesKept);
  }

  render(): string {
    const rest = this.#open.isEmpty ? [] : [renderAttempt({ exchanges: this.#open })];
    const parts = [...this.#attempts.describe(renderAttempt, "attempts"), ...rest];
    return parts.length === 0 ? "Nothing was asked.\n" : `${parts.join("\n\n")}\n`;
  }
}

function renderAttempt({ check, number, judged, exchanges }: Attempt): string {
  const head = check === undefined ? "Without a judgement" : `${check}, attempt ${number ?? 0}`;
  return [
    `== ${head}`,
    ...exchanges.describe(renderExchange, "questions"),
    ...(judged === undefined ? [] : [`=> ${judged}`]),
  ].join("\n");
}

function renderExchange({ start, seconds, question, answer }: Exchange): string {
  const lines = answer.trimEnd().split(/\r?\n/);
  return [`${start.toISOString()} (${seconds.toFixed(2)} s) ${question}`, ...lines.map((line) => `    ${line}`)].join(
    "\n",
  );
}
