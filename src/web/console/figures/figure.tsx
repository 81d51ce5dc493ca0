import { DownloadOutlined, PictureOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useRef } from 'react';
import { useWords } from '../text/language.tsx';
import { waitText } from '../text/times.ts';
import { csvOf, saveFile } from './save.ts';
import type { FigureSheet } from './sheet.ts';
import { useChart } from './use-chart.ts';

/** One question: its chart, and the table under it, whose numbers lead to their rows. */
export function Figure({ sheet }: { sheet: FigureSheet }) {
  const words = useWords();
  const { figures: text } = words;
  const heading = useId();
  const place = useRef<HTMLDivElement>(null);
  const say = (value: number) =>
    sheet.unit === 'seconds' ? waitText(value * 1000, words) : value.toLocaleString(words.lang);
  const empty = sheet.rows.every(({ values }) => values.every((value) => !value));
  const chart = useChart(place, { sheet, say, language: words.lang, empty });
  const tall = sheet.shape === 'bars' ? { height: Math.max(120, sheet.rows.length * 36 + 40) } : {};
  return (
    <section className="figure" aria-labelledby={heading}>
      <div className="figure-head">
        <h2 id={heading}>{sheet.title}</h2>
        {!empty && <Acts sheet={sheet} picture={() => chart.current?.picture()} />}
      </div>
      {empty ? (
        <p className="none">{text.noneHere}</p>
      ) : (
        <div ref={place} className="chart" style={tall} aria-hidden="true" />
      )}
      {sheet.notes.map((note) => (
        <p key={note} className="none">
          {note}
        </p>
      ))}
      {!empty && <FigureTable sheet={sheet} say={say} />}
    </section>
  );
}

/** Saves the table and the picture. */
function Acts({ sheet, picture }: { sheet: FigureSheet; picture(): string | undefined }) {
  const { figures: text } = useWords();
  const name = `${sheet.id}-${text.title}`;
  return (
    <span className="figure-acts">
      <Button
        type="text"
        icon={<DownloadOutlined />}
        aria-label={text.ofFigure(text.csv, sheet.title)}
        title={text.csv}
        onClick={() => saveFile(`${name}.csv`, csvOf(sheet))}
      />
      <Button
        type="text"
        icon={<PictureOutlined />}
        aria-label={text.ofFigure(text.png, sheet.title)}
        title={text.png}
        onClick={() => saveFile(`${name}.png`, picture() ?? '')}
      />
    </span>
  );
}

function FigureTable({ sheet, say }: { sheet: FigureSheet; say(value: number): string }) {
  return (
    <div className="figure-table">
      <table aria-label={sheet.title}>
        <thead>
          <tr>
            <th scope="col">{sheet.head}</th>
            {sheet.columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map(({ label, values, href }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {sheet.columns.map(({ name, grey }, at) => {
                const value = values[at];
                const shown = value === null || value === undefined ? '—' : say(value);
                return <td key={name}>{href && value && !grey ? <a href={href}>{shown}</a> : shown}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
