import { Checkbox } from 'antd';
import type { Role } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { Choice } from '../frame/choice.tsx';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';

/** A role and the estates it holds for. */
export interface Grant {
  role: Role;
  estates: '*' | string[];
}

/** What somebody is given: of the roles that the signed-in person appoints, on estates that they have. */
export function GrantFields({ grant, change }: { grant: Grant; change(grant: Grant): void }) {
  const words = useWords();
  const me = useMe();
  const { staff } = words;
  const chosen = grant.estates === '*' ? [] : grant.estates;
  const toggle = (id: string, on: boolean) =>
    change({ ...grant, estates: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <>
      <Choice
        label={staff.role}
        value={grant.role}
        options={me.appoints.map((role) => ({ value: role, label: named(words.roles, role) }))}
        choose={(role) => change({ ...grant, role: role as Role })}
      />
      {(me.everyEstate || me.estates.length > 1) && (
        <fieldset className="grant-estates">
          <legend>{staff.estates}</legend>
          {me.everyEstate && (
            <Checkbox
              checked={grant.estates === '*'}
              onChange={(event) => change({ ...grant, estates: event.target.checked ? '*' : [] })}
            >
              {staff.everyEstate}
            </Checkbox>
          )}
          {grant.estates !== '*' &&
            me.estates.map(({ id }) => (
              <Checkbox key={id} checked={chosen.includes(id)} onChange={(event) => toggle(id, event.target.checked)}>
                {estateName(me, id, words)}
              </Checkbox>
            ))}
        </fieldset>
      )}
    </>
  );
}
