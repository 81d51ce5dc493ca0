import { EyeInvisibleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ConversationDetail } from '#console/api.ts';
import { useWords } from '../text/language.tsx';
import { transcriptsDesk } from './calls.ts';
import { WhyForm } from './why-form.tsx';

/** Says that names and phones are hidden; a manager opens them with a reason. */
export function MaskBar({ detail, opened }: { detail: ConversationDetail; opened(): void }) {
  const { transcripts: text } = useWords();
  const [asking, setAsking] = useState(false);
  if (!detail.masked) return null;
  const { id } = detail.conversation;
  return (
    <div className="mask-bar">
      {asking ? (
        <WhyForm action={text.show} act={(why) => transcriptsDesk.unmask(id, { why }).then(opened)} />
      ) : (
        <p>
          <EyeInvisibleOutlined aria-hidden /> {detail.mayUnmask ? text.masked : text.maskedClosed}{' '}
          {detail.mayUnmask && (
            <Button size="small" onClick={() => setAsking(true)}>
              {text.unmask}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
