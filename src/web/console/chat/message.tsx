import type { LogEntry } from '#console/api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { ClockTime } from '../text/said-time.tsx';
import type { Words } from '../text/zh-CN.ts';
import { DeliveryLine } from './deliveries.tsx';
import { FileTile } from './file-tile.tsx';
import { splitLinks } from './links.ts';

interface Props {
  entry: LogEntry;
  first: boolean;
  estateId: string;
  marked: boolean;
}

/** What somebody said, with photos and the choices that were offered. */
export function Message({ entry, first, estateId, marked }: Props) {
  const words = useWords();
  const internal = entry.visibility === 'staff';
  return (
    <div
      className={`message ${entry.role}${internal ? ' internal' : ''}${marked ? ' marked' : ''}`}
      data-seq={entry.seq}
    >
      {first && (
        <p className="speaker">
          {speaker(entry, words)} {internal && <span className="internal-mark">{words.chat.internal}</span>}
          <ClockTime at={entry.at} estateId={estateId} />
        </p>
      )}
      {entry.text && (
        <div className="bubble">
          <Said text={entry.text} />
        </div>
      )}
      {entry.files.length > 0 && (
        <div className="files">
          {entry.files.map((file, place) => (
            <FileTile key={file.id || `${place}`} file={file} />
          ))}
        </div>
      )}
      {entry.removed?.map((why) => (
        <p className="none" key={why}>
          {named(words.removed, why)}
        </p>
      ))}
      {entry.choices.length > 0 && (
        <ul className="choices" aria-label={words.chat.choices}>
          {entry.choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ul>
      )}
      <DeliveryLine entry={entry} />
    </div>
  );
}

/** Words as they were written; web addresses can be opened. */
function Said({ text }: { text: string }) {
  return (
    <p className="words">
      {splitLinks(text).map((part, place) =>
        part.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
          <a key={place} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}

function speaker({ role, fromName }: LogEntry, words: Words): string {
  if (role === 'resident') return fromName || words.chat.residentRole;
  if (role === 'desk') return words.chat.bot;
  return fromName || words.chat.staffRole;
}
