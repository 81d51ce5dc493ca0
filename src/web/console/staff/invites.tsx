import { Button } from 'antd';
import { useState } from 'react';
import type { Invite } from '#console/accounts/staff-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { staffDesk } from './calls.ts';
import { useEstatesText } from './use-estates-text.ts';

/** Invitations that nobody has used yet; nothing while there are none. */
export function Invites({ invites, changed }: { invites: readonly Invite[]; changed(): void }) {
  const words = useWords();
  const { staff } = words;
  const estates = useEstatesText();
  const [refusal, setRefusal] = useState<Refusal>();
  const revoke = (id: string) =>
    staffDesk
      .revoke(id)
      .then(() => setRefusal(undefined))
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(changed);
  if (invites.length === 0) return null;
  return (
    <section className="invites" aria-label={staff.invites}>
      <h2>{staff.invites}</h2>
      {refusal && <Refused refusal={refusal} />}
      {invites.map((invite) => (
        <div className="member" key={invite.id}>
          <span>
            <b>{invite.label}</b> {named(words.roles, invite.role)} · {estates(invite)}
            <span className="row-about">
              {staff.invitedBy(invite.madeBy)} · {staff.until} <SaidTime at={invite.expiresAt} />
            </span>
          </span>
          {invite.yours && (
            <Button size="small" onClick={() => revoke(invite.id)}>
              {staff.revoke}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
