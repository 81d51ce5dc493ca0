import { Button } from 'antd';
import { useState } from 'react';
import { desk } from '../api/calls.ts';
import { useReading } from '../api/use-reading.ts';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo, useRoute } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { Door } from './door.tsx';
import { SetupForm } from './setup-form.tsx';

/** The first account, made by whoever holds the one-time link. */
export function Setup() {
  const { account } = useWords();
  const token = useRoute().query.get('token') ?? '';
  const [used, setUsed] = useState(false);
  const { data, refusal, reload } = useReading(token, () => desk.setupValid(token));
  if (refusal) {
    return (
      <Door title={account.setupTitle} lead="">
        <Refused refusal={refusal} retry={reload} />
      </Door>
    );
  }
  if (!data) return <Patience />;
  if (used || !data.valid) return <DeadLink />;
  return (
    <Door title={account.setupTitle} lead={account.setupLead}>
      <SetupForm send={(wish) => desk.setup({ token, ...wish })} onUsed={() => setUsed(true)} />
    </Door>
  );
}

function DeadLink() {
  const { account, product } = useWords();
  return (
    <Door title={product} lead={account.signInLead}>
      <Nothing title={account.linkDead} advice={account.linkDeadAdvice}>
        <Button type="primary" size="large" onClick={() => goTo(linkTo('desk'), 'replace')}>
          {account.toSignIn}
        </Button>
      </Nothing>
    </Door>
  );
}
