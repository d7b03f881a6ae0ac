import 'uplot/dist/uPlot.min.css';
import { Box, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { type Line, optionsOf } from './drawing';

interface LineChartProps {
  /** What it shows, in words, for whoever does not see it. */
  readonly label: string;
  /** Of the form 2026-01-31, in UTC, the oldest first. */
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  readonly height: number;
}

const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

/** Lines over days. A table with the same figures belongs beside it. */
export default function LineChart({ label, days, lines, height }: LineChartProps) {
  const { ref, width } = useElementSize();
  const scheme = useComputedColorScheme();
  return (
    // What is drawn for a wider window must not hold this one open.
    <Box ref={ref} role="img" aria-label={label} mih={height} style={{ overflow: 'hidden' }}>
      {/* A canvas keeps the colours that it was drawn in: another theme needs another one. */}
      {width > 0 && <Drawing key={scheme} days={days} lines={lines} width={width} height={height} />}
    </Box>
  );
}

interface DrawingProps {
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

function Drawing({ days, lines, width, height }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const styles = getComputedStyle(place.current);
    const options = optionsOf(lines, { width, height }, (variable) => styles.getPropertyValue(variable));
    const data = [days.map(secondsOf), ...lines.map(({ values }) => [...values])] as UPlot.AlignedData;
    const drawn = new UPlot(options, data, place.current);
    return () => drawn.destroy();
  }, [days, lines, width, height]);
  return <div ref={place} />;
}
