import { Alert } from 'antd';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { staffDesk } from '../staff/calls.ts';
import { SignIns } from '../staff/sign-ins.tsx';
import '../staff/staff.css';
import { useWords } from '../text/language.tsx';
import { OwnFactor } from './own-factor.tsx';
import { OwnPassword } from './own-password.tsx';

/** One's own account: the second factor, the password, and who signed in to it. */
export function OwnPage() {
  const { own } = useWords();
  const me = useMe();
  const { data, refusal, reload } = useReading('account', staffDesk.account);
  return (
    <section className="own" aria-label={own.title}>
      <div className="own-sheet">
        {me.mustEnrol && <Alert type="warning" showIcon title={own.factorNeeded} />}
        {refusal && <Refused refusal={refusal} retry={reload} />}
        {!data && !refusal && <Patience />}
        {data && <OwnFactor factor={data.secondFactor} changed={reload} />}
        {data && !me.mustEnrol && <OwnPassword />}
        {data && (
          <section className="own-part">
            <h2>{own.signIns}</h2>
            <SignIns entries={data.signIns} />
            <p className="none">{own.notYou}</p>
          </section>
        )}
      </div>
    </section>
  );
}
