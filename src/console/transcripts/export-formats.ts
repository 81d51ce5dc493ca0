import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { LogEntry } from '#console/api.ts';
import type { OfficeConversation } from '#records/transcripts/reading.ts';
import type { LoggedActivity } from '#records/transcripts/transcript.ts';
import { EXPORT_WORDS, type ExportLanguage, type ExportWords } from './export-words.ts';
import type { ExportFormat } from './transcripts-api.ts';

/** One conversation as it is written out; `residentName` as the reader may see it. */
export interface ExportedConversation
  extends Pick<OfficeConversation, 'id' | 'estate_id' | 'channel' | 'service' | 'created_at'> {
  residentName: string | null;
  timeZone: string;
}

/** One line of a log in both shapes, masked already. */
export interface ExportedEntry {
  entry: LogEntry;
  activity: LoggedActivity;
}

/** Writes a file piece by piece. `first` is true for what nothing stands before. */
export interface ExportWriter {
  contentType: string;
  extension: string;
  /** Set for what is shown in place. */
  policy?: string;
  head(): string;
  open(conversation: ExportedConversation, first: boolean): string;
  entry(line: ExportedEntry, conversation: ExportedConversation, first: boolean): string;
  close(): string;
  tail(): string;
}

/** The writer of a format. */
export function exportWriter(format: ExportFormat, language: ExportLanguage, masked: boolean): ExportWriter {
  switch (format) {
    case 'csv':
      return csvWriter(language);
    case 'json':
      return jsonWriter(masked);
    case 'html':
      return pageWriter(language, masked);
    case 'transcript':
      return transcriptWriter();
  }
}

/** Excel takes a cell that begins like a formula for one: such cells begin with an apostrophe here. */
function csvWriter(language: ExportLanguage): ExportWriter {
  const words = EXPORT_WORDS[language];
  const line = (cells: readonly unknown[]) =>
    stringify([cells.map((cell) => cell ?? '')], { escape_formulas: true, record_delimiter: 'windows' });
  return {
    contentType: 'text/csv; charset=utf-8',
    extension: 'csv',
    head: () => `\uFEFF${line(words.columns)}`,
    open: () => '',
    entry: ({ entry }, conversation) =>
      line([
        conversation.id,
        conversation.estate_id,
        conversation.channel,
        conversation.service,
        conversation.residentName,
        localTime(conversation.created_at, conversation.timeZone),
        entry.seq,
        localTime(entry.at, conversation.timeZone),
        words.roles[entry.role],
        entry.fromName,
        entry.visibility === 'staff' ? words.internal : '',
        entry.text,
        entry.files.map((file) => fileWords(file, words)).join('; '),
        entry.name,
      ]),
    close: () => '',
    tail: () => '',
  };
}

function jsonWriter(masked: boolean): ExportWriter {
  return {
    contentType: 'application/json; charset=utf-8',
    extension: 'json',
    head: () => `{"masked":${masked},"conversations":[`,
    open: ({ id, estate_id: estateId, channel, service, created_at: createdAt, residentName }, first) => {
      const about = JSON.stringify({ id, estateId, channel, service, residentName, createdAt });
      return `${first ? '' : ','}\n${about.slice(0, -1)},"entries":[`;
    },
    entry: ({ entry }, _, first) => `${first ? '' : ','}\n${JSON.stringify(entry)}`,
    close: () => ']}',
    tail: () => '\n]}\n',
  };
}

/** Bot Framework's transcript: a list of activities; conversations follow each other and are told apart by their id. */
function transcriptWriter(): ExportWriter {
  let any = false;
  return {
    contentType: 'application/json; charset=utf-8',
    extension: 'transcript',
    head: () => '[',
    open: () => '',
    entry: ({ activity }) => {
      const before = any ? ',\n' : '\n';
      any = true;
      return before + JSON.stringify(activity);
    },
    close: () => '',
    tail: () => '\n]\n',
  };
}

function fileWords({ name, id, hidden }: LogEntry['files'][number], words: ExportWords): string {
  return hidden ? words.hiddenFile : name || id;
}

const STYLE = `body{font:14px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1f2328;margin:24px auto;max-width:820px;padding:0 16px}
h1{font-size:20px;margin:0 0 4px}h2{font-size:16px;margin:32px 0 8px;border-bottom:1px solid #d0d7de;padding-bottom:4px}
.note{color:#57606a}table{width:100%;border-collapse:collapse}td{padding:4px 8px 4px 0;vertical-align:top}
td.time{white-space:nowrap;color:#57606a;font-variant-numeric:tabular-nums;width:150px}td.who{white-space:nowrap;width:110px}
td.said{white-space:pre-wrap;overflow-wrap:anywhere}tr.staff-only td{color:#57606a;font-style:italic}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
@media (max-width:560px){td{display:block;padding:0}td.said{padding-bottom:10px}}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; sandbox; frame-ancestors 'none'`;

function pageWriter(language: ExportLanguage, masked: boolean): ExportWriter {
  const words = EXPORT_WORDS[language];
  return {
    contentType: 'text/html; charset=utf-8',
    extension: 'html',
    policy: POLICY,
    head: () =>
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title><style>${STYLE}</style></head><body><h1>${words.title}</h1>${masked ? `<p class="note">${words.masked}</p>` : ''}`,
    open: (one) =>
      `<h2>${escaped(one.residentName ?? one.id)}</h2><p class="note">${escaped(
        [localTime(one.created_at, one.timeZone), one.channel, one.service, one.id].filter(Boolean).join(' · '),
      )}</p><table><tbody>`,
    entry: ({ entry }, { timeZone }) => {
      const files = entry.files.map((file) => `[${fileWords(file, words)}]`).join(' ');
      const said = [entry.text, files, entry.text === null ? entry.name : null].filter(Boolean).join('\n');
      if (said === '') return '';
      const who = entry.role === 'staff' && entry.fromName ? entry.fromName : words.roles[entry.role];
      return `<tr${entry.visibility === 'staff' ? ' class="staff-only"' : ''}><td class="time">${localTime(entry.at, timeZone)}</td><td class="who">${escaped(who)}</td><td class="said">${escaped(said)}</td></tr>`;
    },
    close: () => '</tbody></table>',
    tail: () => '</body></html>',
  };
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** 2026-11-23 20:15:07 by the estate's clock. */
function localTime(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}
