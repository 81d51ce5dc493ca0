import type { Means } from '../means.ts';
import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import type { Robot } from './robot.ts';
import { webhook } from './webhook.ts';
import { wecom } from './wecom.ts';

/** Who speaks with each kind of means. */
export const robots: Readonly<Record<Means['kind'], Robot>> = { wecom, dingtalk, feishu, webhook };
