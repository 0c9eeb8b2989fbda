import { lazy, Suspense } from "react";
import { cn } from "./cn.ts";
import { describeSeries } from "./describe-series.ts";
import { formatExact } from "./format-time.ts";
import { Skeleton } from "./states.tsx";

export interface LatencySeries {
  /** `p50`, `p95`. */
  label: string;
  /** Milliseconds, one for each time; null where nothing was measured. */
  values: readonly (number | null)[];
  tone: "accent" | "muted" | "degraded";
}

export interface LatencyChartProps {
  /** What is drawn: `Latency of the last 24 hours`. */
  label: string;
  /** Milliseconds since 1970, ascending. */
  times: readonly number[];
  series: readonly LatencySeries[];
  /** Height in pixels. */
  height?: number;
  /** Called with milliseconds since 1970 when a span was chosen by dragging. */
  onZoom?(span: { from: number; to: number }): void;
  className?: string;
}

// The chart library is as large as half of the shell: it comes only with the first chart.
const Canvas = lazy(() => import("./latency-chart-canvas.tsx"));

/** Lines of latency over time, with the same said in words for those who listen. */
export function LatencyChart({ className, ...props }: LatencyChartProps) {
  const { label, times, series, height = 220 } = props;
  const [from, to] = [times[0], times.at(-1)];
  return (
    <figure className={cn("min-w-0", className)}>
      <div aria-hidden style={{ minHeight: height }}>
        <Suspense fallback={<Skeleton className="h-full min-h-48 w-full" />}>
          <Canvas {...props} height={height} />
        </Suspense>
      </div>
      <figcaption className="sr-only">
        {label}.{" "}
        {from !== undefined &&
          to !== undefined &&
          `From ${formatExact(new Date(from))} to ${formatExact(new Date(to))}. `}
        {series.map((line) => describeSeries(line)).join(" ")}
      </figcaption>
    </figure>
  );
}
