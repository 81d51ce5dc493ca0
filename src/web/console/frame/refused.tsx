import { Alert, Button } from 'antd';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../text/language.tsx';
import { refusalText } from '../text/named.ts';

/** Says in words why something could not be read or done, with a way to try again. `text` replaces the usual sentence. */
export function Refused(props: { refusal: Refusal; retry?: (() => void) | undefined; text?: string | undefined }) {
  const words = useWords();
  const { retry } = props;
  return (
    <Alert
      type="warning"
      showIcon
      className="refused"
      title={props.text ?? refusalText(props.refusal, words)}
      {...(retry && {
        action: (
          <Button size="small" onClick={retry}>
            {words.retry}
          </Button>
        ),
      })}
    />
  );
}
