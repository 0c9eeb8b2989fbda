/** Says whether a status code is accepted. */
export type AcceptedStatus = (statusCode: number) => boolean;

const LIST = /^\s*\d{3}(\s*-\s*\d{3})?(\s*,\s*\d{3}(\s*-\s*\d{3})?)*\s*$/;

/** What is wrong with a list such as `200-299, 404`, or `undefined`. */
export function acceptedStatusProblem(list: string): string | undefined {
  if (!LIST.test(list)) return "must be status codes and ranges, such as 200-399 or 200-299, 404";
  for (const [from, to] of ranges(list)) {
    if (from < 100 || to > 599) return "must lie between 100 and 599";
    if (from > to) return `${from}-${to} is empty: the lower code comes first`;
  }
  return undefined;
}

/** Reads a list that `acceptedStatusProblem` found nothing wrong with. */
export const readAcceptedStatus = (list: string): AcceptedStatus => {
  const accepted = ranges(list);
  return (statusCode) => accepted.some(([from, to]) => statusCode >= from && statusCode <= to);
};

const ranges = (list: string): [from: number, to: number][] =>
  list.split(",").map((part) => {
    const [from = "", to = from] = part.split("-");
    return [Number(from), Number(to)];
  });
