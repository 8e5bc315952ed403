/** An interval of iperf3's report; times are seconds since the client's start. */
export interface Interval {
  readonly start: number;
  readonly end: number;
  readonly bitsPerSecond: number;
  /** TCP segments sent again; undefined where the kernel does not tell. */
  readonly retransmits: number | undefined;
}

export interface Iperf3Output {
  readonly intervals: readonly Interval[];
  /** Why iperf3 gave up, in its words. */
  readonly error: string | undefined;
}

const line =
  /^\[ *\d+\] +(?<start>[\d.]+)- *(?<end>[\d.]+) +sec +[\d.]+ +\w*Bytes +(?<rate>[\d.]+) +(?<unit>[KMGT]?)bits\/sec(?: +(?<retransmits>\d+)\b)?(?<rest>.*)$/;
const units: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** Reads what an iperf3 client (3.x) prints for people. Its JSON comes only at the end, which a broken connection never reaches. */
export function readIperf3Output(text: string): Iperf3Output {
  const intervals = text.split(/\r?\n/).flatMap((one): Interval[] => {
    const { start, end, rate, unit, retransmits, rest } = line.exec(one)?.groups ?? {};
    // The totals at the end look like intervals but for their last word.
    if (rate === undefined || /sender|receiver|omitted/.test(rest ?? "")) return [];
    return [
      {
        start: Number(start),
        end: Number(end),
        bitsPerSecond: Number(rate) * (units[unit ?? ""] ?? 1),
        retransmits: retransmits === undefined ? undefined : Number(retransmits),
      },
    ];
  });
  return { intervals, error: /^iperf3: error - (.+?)\s*$/m.exec(text)?.[1] };
}
