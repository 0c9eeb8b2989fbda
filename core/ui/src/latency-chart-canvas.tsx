import { useEffect, useEffectEvent, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { cn } from "./cn.ts";
import { formatDuration } from "./format-time.ts";
import type { LatencyChartProps, LatencySeries } from "./latency-chart.tsx";

/** The drawing itself. A default export, since it is loaded lazily. */
export default function LatencyChartCanvas(props: LatencyChartProps & { height: number }) {
  const { times, series, height, onZoom } = props;
  const ref = useRef<HTMLDivElement>(null);
  const zoomed = useEffectEvent((from: number, to: number) => onZoom?.({ from, to }));

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let chart: uPlot | undefined;
    const draw = () => {
      chart?.destroy();
      chart = new uPlot(
        optionsOf({ series, width: element.clientWidth, height, colours: coloursOf(element), zoomed }),
        [times.map((time) => time / 1000), ...series.map((line) => [...line.values])],
        element,
      );
    };
    draw();

    const resized = new ResizeObserver(() => chart?.setSize({ width: element.clientWidth, height: height - LEGEND }));
    resized.observe(element);
    // A canvas knows no CSS variables: draw anew when the theme changes.
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ["class"] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      chart?.destroy();
    };
  }, [times, series, height]);

  return <div ref={ref} className={LOOK} />;
}

const LEGEND = 28;

/** The library's own sheet stands outside of the layers, hence the force. */
const LOOK = cn(
  "min-w-0 text-xs text-text-muted [&_.uplot]:[font-family:inherit]! [&_.u-legend]:text-left! [&_.u-legend_th]:font-medium! [&_.u-legend_th]:after:content-none!",
);

interface ChartColours {
  tones: Record<LatencySeries["tone"], string>;
  text: string;
  grid: string;
  fill: string;
}

interface OptionsInput {
  series: readonly LatencySeries[];
  width: number;
  height: number;
  colours: ChartColours;
  zoomed(from: number, to: number): void;
}

function optionsOf({ series, width, height, colours, zoomed }: OptionsInput): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: colours.text,
    font: '11px "Inter Variable", sans-serif',
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: height - LEGEND,
    padding: [8, 8, 0, 0],
    cursor: { points: { size: 6 }, drag: { x: true, y: false } },
    legend: { markers: { width: 2 } },
    scales: { y: { range: (_, __, high) => [0, Math.max(high * 1.1, 1)] } },
    series: [
      // Nothing is told of a moment as long as nobody points at one.
      { label: " ", value: (_, seconds) => (seconds === null ? "" : clock.format(seconds * 1000)) },
      ...series.map((line, index) => ({
        label: line.label,
        stroke: colours.tones[line.tone],
        width: 1.5,
        ...(index === 0 && { fill: colours.fill }),
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? "" : formatDuration(value)),
      })),
    ],
    axes: [
      { ...axis, grid: { show: false }, values: AXIS_TIMES },
      { ...axis, size: 56, values: (_, values) => values.map((value) => formatDuration(value)) },
    ],
    hooks: {
      setSelect: [
        (chart) => {
          const { left, width: chosen } = chart.select;
          if (chosen > 0) zoomed(chart.posToVal(left, "x") * 1000, chart.posToVal(left + chosen, "x") * 1000);
        },
      ],
    },
  };
}

/** 24-hour clock: by increment in seconds, the label, and what is added when year or day change. */
const AXIS_TIMES: uPlot.Axis.Values = [
  [31_536_000, "{YYYY}", null, null, null, null, null, null, 1],
  [2_419_200, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [86_400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
];

function coloursOf(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    tones: { accent: of("--accent-text"), muted: of("--text-muted"), degraded: of("--degraded") },
    text: of("--text-muted"),
    grid: of("--line"),
    fill: `color-mix(in oklab, ${of("--accent")} 10%, transparent)`,
  };
}

const clock = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
