import type uPlot from 'uplot';

/** One line of a chart. */
export interface Line {
  readonly name: string;
  /** Null: nothing is known of that day. */
  readonly values: readonly (number | null)[];
  /** A colour of the theme. */
  readonly color: string;
  /** Lines are told apart without their colours too. */
  readonly isDashed: boolean;
  readonly side: 'left' | 'right';
  readonly unit: string;
}

/** Colours as the theme has them now: a canvas knows no variables. */
type ColorOf = (variable: string) => string;

const FONT = '12px system-ui, sans-serif';

const axisOf = ({ name, side, unit }: Line, colorOf: ColorOf): uPlot.Axis => ({
  scale: name,
  side: side === 'left' ? 3 : 1,
  size: 64,
  font: FONT,
  stroke: colorOf('--mantine-color-text'),
  grid: { show: side === 'left', stroke: colorOf('--mantine-color-default-border'), width: 1 },
  values: (_, ticks) => ticks.map((tick) => `${tick.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`),
});

const seriesOf = ({ name, color, isDashed }: Line, colorOf: ColorOf): uPlot.Series => ({
  label: name,
  scale: name,
  width: 2,
  stroke: colorOf(`--mantine-color-${color}-filled`),
  ...(isDashed ? { dash: [6, 4] } : {}),
  points: { show: true, size: 6 },
});

/** A scale that does not make much of little: a line that hardly moves is drawn so. */
const rangeOf = (_: uPlot, least: number | null, most: number | null): [number, number] => {
  if (least === null || most === null) return [0, 1];
  const room = Math.max((most - least) * 0.1, Math.abs(most) * 0.01, 1);
  return [Math.max(0, least - room), most + room];
};

/** Days in UTC along the bottom; each line on a scale of its own, whose axis stands on its side. */
export function optionsOf(lines: readonly Line[], size: { width: number; height: number }, colorOf: ColorOf) {
  return {
    ...size,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => {
      const at = new Date(seconds * 1000);
      return new Date(at.getTime() + at.getTimezoneOffset() * 60_000);
    },
    scales: Object.fromEntries(lines.map(({ name }) => [name, { range: rangeOf }])),
    axes: [
      {
        font: FONT,
        stroke: colorOf('--mantine-color-text'),
        grid: { show: false },
        // Whole days: between two of them nothing was measured.
        incrs: [1, 2, 7, 14, 30, 90].map((days) => days * 86_400),
        values: (_, ticks) => ticks.map((tick) => new Date(tick * 1000).toISOString().slice(5, 10)),
      },
      ...lines.map((line) => axisOf(line, colorOf)),
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, colorOf))],
  } satisfies uPlot.Options;
}
