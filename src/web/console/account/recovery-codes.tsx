import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../text/language.tsx';

/** Recovery codes, once: to be written down or printed. */
export function RecoveryCodes({ codes, finish }: { codes: readonly string[]; finish(): void }) {
  const { own } = useWords();
  return (
    <div className="own-part" aria-live="polite">
      <h3>{own.codesTitle}</h3>
      <p>{own.codesLead}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <span className="let-go">
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {own.codesPrint}
        </Button>
        <Button type="primary" onClick={finish}>
          {own.codesDone}
        </Button>
      </span>
    </div>
  );
}
