import { LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useSession } from '../api/session.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { OwnPage } from './own-page.tsx';

/** All that opens before a second factor that the role asks for is set up. */
export function EnrolFirst() {
  const { account, product } = useWords();
  const { leave } = useSession();
  const [refusal, setRefusal] = useState<Refusal>();
  return (
    <main className="enrol-first">
      <header className="chat-head">
        <h1>{product}</h1>
        <Button
          icon={<LogoutOutlined />}
          onClick={() => leave().catch((error: unknown) => setRefusal(asRefusal(error)))}
        >
          {account.signOut}
        </Button>
      </header>
      {refusal && <Refused refusal={refusal} />}
      <OwnPage />
    </main>
  );
}
