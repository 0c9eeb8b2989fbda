import type { Redis } from "ioredis";
import * as z from "zod";
import {
  failureSchema,
  figuresSchema,
  PARTITIONS,
  partitionOf,
  progressSchema,
  recurrenceSchema,
  type BeatReport,
  type Failure,
  type GridStore,
  type StoredFailure,
  type StoredJob,
} from "../grid/grid-store.ts";
import { BEAT, FIGURES, LEAVE, PUT, REMOVE } from "./scripts.ts";

const jobData = z.record(z.string(), z.string());
const allPartitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/**
 * Keeps recurring jobs in Redis. `prompt` fails at once while Redis is away, for what is tried again in a moment anyway;
 * `redis` waits for it. `prefix` ends with a colon and holds a hash tag, so that a cluster keeps all in one place.
 */
export function createRedisGridStore(options: {
  redis: Redis;
  prompt: Redis;
  leaseMs: number;
  prefix: string;
}): GridStore {
  const { redis, prompt, leaseMs, prefix } = options;
  const baseOf = (queue: string): string => `${prefix}grid:${queue}:`;
  const run = (client: Redis, script: string, queue: string, parameters: readonly (string | number)[]) =>
    client.eval(script, 1, baseOf(queue), ...parameters);

  async function jobsOf(
    client: Redis,
    queue: string,
    partitions: readonly number[],
  ): Promise<(StoredJob & { partition: number })[]> {
    const found = await Promise.all(
      partitions.map(async (partition) => {
        const jobs = jobData.parse(await client.hgetall(`${baseOf(queue)}jobs:${partition}`));
        return Object.entries(jobs).map(([key, text]) => ({ key, partition, ...parseJob(text) }));
      }),
    );
    return found.flat();
  }

  async function withData(queue: string, failures: readonly (Failure & { key: string })[]): Promise<StoredFailure[]> {
    return Promise.all(
      failures.map(async (failure) => {
        const text = await redis.hget(`${baseOf(queue)}jobs:${partitionOf(failure.key)}`, failure.key);
        return { ...failure, data: text === null ? null : parseJob(text).data };
      }),
    );
  }

  return {
    async put(queue, jobs) {
      if (jobs.length === 0) return;
      const parameters = jobs.flatMap((job) => [job.key, partitionOf(job.key), job.since, bodyOf(job)]);
      await run(redis, PUT, queue, parameters);
    },
    async remove(queue, keys) {
      if (keys.length === 0) return;
      const parameters = keys.flatMap((key) => [key, partitionOf(key)]);
      await run(redis, REMOVE, queue, parameters);
    },
    async list(queue) {
      const jobs = await jobsOf(redis, queue, allPartitions);
      return jobs
        .map(({ key, recurrence, data }) => ({ key, recurrence, data }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
    async count(queue) {
      const counts = await Promise.all(
        allPartitions.map((partition) => redis.hlen(`${baseOf(queue)}jobs:${partition}`)),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    beat: (owner, reports) =>
      Promise.all(
        reports.map(async (report) => {
          const [members = 1, ...held] = z
            .array(z.number())
            .parse(await run(prompt, BEAT, report.queue, parametersOf(owner, leaseMs, report)));
          return { queue: report.queue, members, held: pairs(held) };
        }),
      ),
    async load(queue, partitions) {
      // Progress first: what is put between the two reads raises the version, and is read again at the next beat.
      const progress = await prompt.hmget(`${baseOf(queue)}progress`, ...partitions.map(String));
      const jobs = Map.groupBy(await jobsOf(prompt, queue, partitions), (job) => job.partition);
      return partitions.map((partition, index) => ({
        partition,
        progress: parseOr(progress[index], progressSchema),
        jobs: jobs.get(partition) ?? [],
      }));
    },
    async leave(owner, report) {
      await run(prompt, LEAVE, report.queue, parametersOf(owner, leaseMs, report));
    },
    async figures(queue) {
      const texts = z.array(z.string().nullable()).parse(await run(redis, FIGURES, queue, [leaseMs]));
      return texts.flatMap((text) => parseOr(text, figuresSchema) ?? []);
    },
    async failures(queue, limit) {
      const stored = jobData.parse(await redis.hgetall(`${baseOf(queue)}failures`));
      const newest = Object.entries(stored)
        .map(([key, text]) => ({ key, ...failureSchema.parse(JSON.parse(text)) }))
        .toSorted((a, b) => b.failedAt - a.failedAt)
        .slice(0, limit);
      return withData(queue, newest);
    },
    async forgetFailure(queue, key) {
      const failure = parseOr(await redis.hget(`${baseOf(queue)}failures`, key), failureSchema);
      const wasThere = (await redis.hdel(`${baseOf(queue)}failures`, key)) === 1;
      return failure && wasThere ? (await withData(queue, [{ key, ...failure }]))[0] : undefined;
    },
    countFailures: (queue) => redis.hlen(`${baseOf(queue)}failures`),
    async epoch() {
      await prompt.set(`${prefix}grid-epoch`, Bun.randomUUIDv7(), "NX");
      return (await prompt.get(`${prefix}grid-epoch`)) ?? "";
    },
  };
}

/** Recurrence and data, a line each: JSON holds no line break of its own. */
const bodyOf = ({ recurrence, data = null }: StoredJob): string =>
  `${JSON.stringify(recurrence)}\n${JSON.stringify(data)}`;

function parseJob(text: string): Omit<StoredJob, "key"> {
  const [since, recurrence = "", data = ""] = text.split("\n");
  return { since: Number(since), recurrence: recurrenceSchema.parse(JSON.parse(recurrence)), data: JSON.parse(data) };
}

const parseOr = <T>(text: string | null | undefined, schema: z.ZodType<T>): T | undefined =>
  text === null || text === undefined ? undefined : schema.parse(JSON.parse(text));

function parametersOf(owner: string, leaseMs: number, report: BeatReport): (string | number)[] {
  const { held, released, failures, figures } = report;
  const shares = (list: typeof held) => [
    list.length,
    ...list.flatMap(({ partition, progress }) => [partition, JSON.stringify(progress)]),
  ];
  return [
    owner,
    leaseMs,
    PARTITIONS,
    JSON.stringify(figures),
    ...shares(held),
    ...shares(released),
    failures.length,
    ...failures.flatMap(({ key, failure }) => [key, JSON.stringify(failure)]),
  ];
}

function pairs(numbers: readonly number[]): { partition: number; version: number }[] {
  return numbers.flatMap((partition, index) => {
    const version = numbers[index + 1];
    return index % 2 === 0 && version !== undefined ? [{ partition, version }] : [];
  });
}
