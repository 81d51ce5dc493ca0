import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { RegisterMode, RegisterPreview } from '#console/register-api.ts';
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

/** The register of homes as a table: taken out, changed in a spreadsheet, looked at, and put in force. */
export function RegisterPanel({ estate, open, close, done }: Props) {
  const { register: text } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const [mode, setMode] = useState<RegisterMode>('replace');
  const [planned, setPlanned] = useState<Planned>();
  const [homes, setHomes] = useState<number>();
  const { busy, refusal, run } = useWork(() => {});
  const path = `register/${encodeURIComponent(estate)}`;
  const look = async (file: File | undefined, wish = mode) => {
    setHomes(undefined);
    if (!file) return;
    const preview = await run(() => postFile<RegisterPreview>(`${path}/preview${query({ mode: wish })}`, file));
    setPlanned(preview && { file, preview });
    if (chooser.current) chooser.current.value = '';
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
  return (
    <SidePanel title={text.title} open={open} wide close={close}>
      <p className="none">{text.lead}</p>
      <Tables path={path} />
      <ModeChoice mode={mode} choose={choose} />
      <input
        ref={chooser}
        className="heard-only"
        type="file"
        tabIndex={-1}
        accept=".csv,.xlsx,.txt"
        aria-label={text.choose}
        onChange={(event) => look(event.target.files?.[0])}
      />
      <Button icon={<UploadOutlined />} disabled={busy} onClick={() => chooser.current?.click()}>
        {busy ? text.reading : text.choose}
      </Button>
      {refusal && <Refused refusal={refusal} />}
      {homes !== undefined && <Alert type="success" showIcon title={text.done(homes)} />}
      {planned && (
        <RegisterPlan
          name={planned.file.name}
          preview={planned.preview}
          busy={busy}
          apply={() => apply(planned)}
          leave={() => setPlanned(undefined)}
        />
      )}
    </SidePanel>
  );
}

/** The empty table and the register in force, to take out. */
function Tables({ path }: { path: string }) {
  const { register: text } = useWords();
  return (
    <div className="register-ways">
      <Button icon={<DownloadOutlined />} href={`/console/api/${path}?blank=1`} download>
        {text.template}
      </Button>
      <Button icon={<DownloadOutlined />} href={`/console/api/${path}`} download>
        {text.current}
      </Button>
    </div>
  );
}

function ModeChoice({ mode, choose }: { mode: RegisterMode; choose(mode: RegisterMode): void }) {
  const { register: text } = useWords();
  return (
    <Radio.Group
      className="register-mode"
      aria-label={text.mode}
      value={mode}
      options={[
        { value: 'replace', label: text.replace },
        { value: 'add', label: text.add },
      ]}
      onChange={(event) => choose(event.target.value as RegisterMode)}
    />
  );
}
