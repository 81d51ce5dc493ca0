import { Alert, Button } from 'antd';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../text/language.tsx';
import { refusalText } from '../text/named.ts';

interface Props {
  refusal: Refusal;
  retry?: () => void;
  /** What to say when the thing is not there: trying again would not bring it back. */
  gone?: string;
}

/** Says in words why something could not be read or done, with a way to try again. */
export function Refused({ refusal, retry, gone }: Props) {
  const words = useWords();
  const isGone = refusal.code === 'not-found' && gone !== undefined;
  return (
    <Alert
      type="warning"
      showIcon
      className="refused"
      title={isGone ? gone : refusalText(refusal, words)}
      {...(retry &&
        !isGone && {
          action: (
            <Button size="small" onClick={retry}>
              {words.retry}
            </Button>
          ),
        })}
    />
  );
}
