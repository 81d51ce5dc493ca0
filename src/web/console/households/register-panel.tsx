import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { RegisterMode, RegisterPreview } from '#console/residents/register-api.ts';
import { postFile } from '../api/call.ts';
import { query } from '../api/calls.ts';
import { Refused } from '../frame/refused.tsx';
import { SidePanel } from '../frame/side-panel.tsx';
import { useWork } from '../questions/use-work.ts';
import { useWords } from '../text/language.tsx';
import { RegisterPlan } from './register-plan.tsx';

interface Props {
  estate: string;
  open: boolean;
  close(): void;
  done(): void;
}

interface Planned {
  file: File;
  preview: RegisterPreview;
}

/** A table on its way into the register: looked at first, then put in force as it was shown. */
function useImport(estate: string, done: () => void) {
  const [mode, setMode] = useState<RegisterMode>('replace');
  const [planned, setPlanned] = useState<Planned>();
  const [homes, setHomes] = useState<number>();
  const { busy, refusal, run } = useWork(() => {});
  const path = pathOf(estate);
  const look = async (file: File | undefined, wish = mode) => {
    setHomes(undefined);
    if (!file) return;
    const preview = await run(() => postFile<RegisterPreview>(`${path}/preview${query({ mode: wish })}`, file));
    setPlanned(preview && { file, preview });
  };
  const apply = async ({ file, preview }: Planned) => {
    const result = await run(() => postFile<{ homes: number }>(`${path}${query({ mode, mark: preview.mark })}`, file));
    if (!result) return;
    setPlanned(undefined);
    setHomes(result.homes);
    done();
  };
  const choose = (wish: RegisterMode) => {
    setMode(wish);
    void look(planned?.file, wish);
  };
  return { mode, choose, planned, leave: () => setPlanned(undefined), homes, look, apply, busy, refusal };
}

const pathOf = (estate: string) => `register/${encodeURIComponent(estate)}`;

/** The register of homes as a table: taken out, changed in a spreadsheet, looked at, and put in force. */
export function RegisterPanel({ estate, open, close, done }: Props) {
  const { register: text } = useWords();
  const { planned, leave, homes, apply, busy, refusal, ...choosing } = useImport(estate, done);
  return (
    <SidePanel title={text.title} open={open} wide close={close}>
      <p className="none">{text.lead}</p>
      <div className="register-ways">
        <Button icon={<DownloadOutlined />} href={`/console/api/${pathOf(estate)}?blank=1`} download>
          {text.template}
        </Button>
        <Button icon={<DownloadOutlined />} href={`/console/api/${pathOf(estate)}`} download>
          {text.current}
        </Button>
      </div>
      <Chooser busy={busy} {...choosing} />
      {refusal && <Refused refusal={refusal} />}
      {homes !== undefined && <Alert type="success" showIcon title={text.done(homes)} />}
      {planned && (
        <RegisterPlan
          name={planned.file.name}
          preview={planned.preview}
          busy={busy}
          apply={() => apply(planned)}
          leave={leave}
        />
      )}
    </SidePanel>
  );
}

interface ChooserProps {
  busy: boolean;
  mode: RegisterMode;
  choose(mode: RegisterMode): void;
  look(file: File | undefined): Promise<void>;
}

function Chooser({ busy, mode, choose, look }: ChooserProps) {
  const { register: text } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const options = [
    { value: 'replace', label: text.replace },
    { value: 'add', label: text.add },
  ];
  const take = async (file: File | undefined) => {
    await look(file);
    // The same file, mended, may be chosen once more.
    if (chooser.current) chooser.current.value = '';
  };
  return (
    <>
      <Radio.Group
        className="register-mode"
        aria-label={text.mode}
        value={mode}
        options={options}
        onChange={(event) => choose(event.target.value as RegisterMode)}
      />
      <input
        ref={chooser}
        className="heard-only"
        type="file"
        tabIndex={-1}
        accept=".csv,.xlsx,.txt"
        aria-label={text.choose}
        onChange={(event) => take(event.target.files?.[0])}
      />
      <Button icon={<UploadOutlined />} disabled={busy} onClick={() => chooser.current?.click()}>
        {busy ? text.reading : text.choose}
      </Button>
    </>
  );
}
