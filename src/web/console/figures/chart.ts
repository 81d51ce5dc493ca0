import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { FigureSheet } from './sheet.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** A chart in its place on the page. */
export interface DrawnChart {
  draw(sheet: FigureSheet, say: (value: number) => string): void;
  /** The address of a picture of it. */
  picture(): string;
  close(): void;
}

/** Opens a chart in a place; it follows the size of the place and the colours of the page. */
export function openChart(place: HTMLElement): DrawnChart {
  const chart = init(place, undefined, { renderer: 'canvas' });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(place);
  return {
    draw: (sheet, say) => chart.setOption(optionOf(sheet, say, coloursOf(place)), true),
    picture: () =>
      chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: coloursOf(place).sheet, excludeComponents: [] }),
    close: () => {
      watcher.disconnect();
      chart.dispose();
    },
  };
}

interface Colours {
  accent: string;
  light: string;
  grey: string;
  text: string;
  line: string;
  sheet: string;
}

function coloursOf(place: HTMLElement): Colours {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    accent: colour('accent-text'),
    light: colour('accent-line'),
    grey: colour('line-strong'),
    text: colour('soft'),
    line: colour('line'),
    sheet: colour('sheet'),
  };
}

/** Tooltips are drawn on the canvas: as HTML the page's policy would refuse them. Nothing moves. */
function optionOf(sheet: FigureSheet, say: (value: number) => string, colours: Colours) {
  const lying = sheet.shape === 'bars';
  const names = {
    type: 'category' as const,
    data: sheet.rows.map(({ label }) => label),
    axisLabel: { color: colours.text, ...(lying && { width: 104, overflow: 'truncate' as const }) },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    inverse: lying,
  };
  const numbers = {
    type: 'value' as const,
    minInterval: 1,
    splitNumber: 4,
    axisLabel: { color: colours.text, formatter: say, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: {
      left: 4,
      right: 16,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
    },
    tooltip: {
      trigger: 'axis' as const,
      renderMode: 'richText' as const,
      valueFormatter: (value: unknown) => said(value, say),
    },
    xAxis: lying ? numbers : names,
    yAxis: lying ? names : numbers,
    series: seriesOf(sheet, colours),
  };
}

function said(value: unknown, say: (value: number) => string): string {
  return typeof value === 'number' ? say(value) : '—';
}

/** What was before stands behind and a little wider. */
function seriesOf({ shape, columns, rows }: FigureSheet, { accent, light, grey }: Colours) {
  const mine = columns.filter((column) => !column.grey);
  return columns.map((column, at) => ({
    type: shape === 'lines' ? ('line' as const) : ('bar' as const),
    name: column.name,
    data: rows.map(({ values }) => values[at] ?? null),
    z: column.grey ? 1 : 2,
    symbolSize: column.grey ? 0 : 5,
    barMaxWidth: mine.length > 1 ? 8 : 28,
    barGap: mine.length > 1 ? '10%' : '-70%',
    lineStyle: { width: 2, ...(mine.indexOf(column) > 0 && { type: 'dashed' as const }) },
    itemStyle: { color: column.grey ? grey : mine.indexOf(column) > 0 && shape !== 'lines' ? light : accent },
  }));
}
