import { Button, Checkbox } from 'antd';
import { useId, useState } from 'react';
import { EXPORT_FORMATS, type ExportFormat } from '#console/transcripts/transcripts-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useLanguage, useWords } from '../text/language.tsx';
import { transcriptsDesk } from './calls.ts';
import { WhyForm } from './why-form.tsx';

/** Exports one conversation, or all that a filter finds; with names only for a reason. */
export function ExportForm({ what, mayName }: { what: { id: string } | { filter: string }; mayName: boolean }) {
  const { transcripts: text } = useWords();
  const { language } = useLanguage();
  const group = useId();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [names, setNames] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const order = async (why?: string) => {
    const { url } = await transcriptsDesk.order({ ...what, format, language, ...(why && { why }) });
    fetchFile(url, format);
  };
  return (
    <section className="export card-section">
      <h3>{text.export}</h3>
      <p className="none">{'id' in what ? text.exportOne : text.exportLead}</p>
      <fieldset className="export-formats">
        <legend>{text.format}</legend>
        {EXPORT_FORMATS.map((one) => (
          <label key={one}>
            <input type="radio" name={group} checked={one === format} onChange={() => setFormat(one)} />
            {text.formats[one]}
          </label>
        ))}
      </fieldset>
      {mayName && (
        <Checkbox checked={names} onChange={(event) => setNames(event.target.checked)}>
          {text.withNames}
        </Checkbox>
      )}
      {names ? (
        <WhyForm action={text.export} act={order} />
      ) : (
        <Button type="primary" onClick={() => order().catch((error: unknown) => setRefusal(asRefusal(error)))}>
          {text.export}
        </Button>
      )}
      {refusal && <Refused refusal={refusal} />}
    </section>
  );
}

/** The browser itself fetches the file, so that a long one is written to disk as it comes. */
function fetchFile(url: string, format: ExportFormat): void {
  const link = document.createElement('a');
  link.href = url;
  if (format === 'html') link.target = '_blank';
  else link.download = '';
  link.rel = 'noopener';
  link.click();
}
