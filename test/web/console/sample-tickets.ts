import type { TicketDetail, TicketEntry } from '#console/api.ts';
import { photo } from './sample.ts';

const HOUR = 60 * 60_000;

/** Tickets in several states. */
export function sampleTickets(): TicketDetail[] {
  const now = Date.now();
  const states = ['accepted', 'dispatched', 'visiting', 'done', 'closed', 'cancelled'];
  return Array.from({ length: 24 }, (_, index) => {
    const ticket: TicketEntry = {
      id: `ticket-${index}`,
      number: `R20261123-${String(24 - index).padStart(4, '0')}`,
      estateId: 'qinghu',
      service: 'repair',
      state: states[index % states.length] ?? 'accepted',
      level: index === 1 ? 'critical' : index % 5 === 2 ? 'urgent' : 'ordinary',
      category: 'plumbing',
      unitCode: index % 4 === 3 ? null : `3-2-${501 + index}`,
      place: index % 4 === 3 ? '4号楼电梯' : '厨房',
      summary: index === 4 ? `水管${'一直在滴水，'.repeat(20)}很急` : '水龙头一直漏水，关不住',
      contactName: index % 3 ? '王女士' : null,
      contactPhone: '138****8000',
      conversationId: 'chat-leak',
      createdAt: now - index * 5 * HOUR,
      updatedAt: now - index * 4 * HOUR,
    };
    return {
      ticket,
      answers: [
        { key: 'where', value: '3栋2单元501 · 厨房' },
        { key: 'what', value: ticket.summary },
        { key: 'since', value: '昨天晚上' },
        { key: 'whenHome', value: '明天 9:00–11:00，之后不在家' },
        { key: 'contact', value: '王女士 138****8000' },
      ],
      files: [photo('photo-1', '水龙头.jpg')],
      events: [
        { seq: 1, at: ticket.createdAt, actor: 'desk', kind: 'filed', detail: {} },
        { seq: 2, at: ticket.updatedAt, actor: '老吴', kind: 'state', detail: { to: ticket.state } },
      ],
      next: [
        { state: 'dispatched', reason: false },
        { state: 'paused', reason: true },
      ],
    };
  });
}
