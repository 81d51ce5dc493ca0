import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { HouseholdDetail, IssuedCode } from '#console/residents/household-api.ts';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { useDay } from './use-day.ts';

interface Props {
  issued: IssuedCode & { name: string };
  detail: HouseholdDetail;
  finish(): void;
}

/** A code, once: to be read out, or printed as a slip and handed over. */
export function CodeSlip({ issued, detail: { home }, finish }: Props) {
  const words = useWords();
  const { households } = words;
  const day = useDay(home.estateId);
  const estate = estateName(useMe(), home.estateId, words);
  return (
    <section className="card-section slip" aria-live="polite">
      <h3>{households.codeTitle}</h3>
      <div className="slip-paper">
        <p>
          {estate} · {words.lang === 'en' ? home.name.en : home.name.zh} · {issued.name}
        </p>
        <p className="slip-code">{issued.code}</p>
        <p>{households.codeUse}</p>
        <p>{households.expires(day(issued.expiresAt))}</p>
      </div>
      <p className="none">{households.codeLead(issued.name)}</p>
      <span className="let-go">
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {households.print}
        </Button>
        <Button type="primary" onClick={finish}>
          {households.finish}
        </Button>
      </span>
    </section>
  );
}
