import { Fragment } from 'react';
import { useWords } from '../text/language.tsx';

/** What each key does. */
export function KeyList() {
  const { keys, intake, clerk } = useWords();
  const groups = [
    {
      title: keys.where.everywhere,
      list: [
        ['j', keys.next],
        ['k', keys.previous],
        ['p', intake.newOf.phone ?? ''],
        ['v', intake.newOf.visit ?? ''],
        ['l', intake.newOf.letter ?? ''],
        ['/', keys.search],
        ['?', keys.help],
      ],
    },
    {
      title: keys.where.desk,
      list: [
        ['c', keys.claim],
        ['r', keys.reply],
        ['n', clerk.keyNote],
        ['f', clerk.keyCase],
        ['Ctrl/⌘ + K', clerk.keyPalette],
      ],
    },
    {
      title: keys.where.writing,
      list: [
        ['Enter, Ctrl/⌘ + Enter', keys.send],
        ['Esc', keys.leave],
      ],
    },
  ];
  return (
    <>
      {groups.map((group) => (
        <Fragment key={group.title}>
          <h4 className="keys-title">{group.title}</h4>
          <dl className="keys">
            {group.list.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </Fragment>
      ))}
    </>
  );
}
