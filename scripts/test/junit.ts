/** Counts the tests of a JUnit report; skipped ones are neither. Nothing when the text is no such report. */
export function countTests(report: string): { passed: number; failed: number } | undefined {
  // The totals stand on the outermost element, before any name or message that a test could choose.
  const [outermost] = report.match(/<testsuites\b[^>]*>/) ?? [];
  if (outermost === undefined) return undefined;
  const total = (name: string) => Number(outermost.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const failed = total("failures") + total("errors");
  return { passed: total("tests") - failed - total("skipped"), failed };
}
