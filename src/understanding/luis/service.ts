import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { LUISRuntimeClient } from '@azure/cognitiveservices-luis-runtime';
import { ApiKeyCredentials, type RequestOptionsBase } from '@azure/ms-rest-js';
import { RemoteFailure, type RemoteService } from '../remote/remote-service.ts';
import { readAnswer } from './answer.ts';
import { wallClock } from './wall-clock.ts';

/** A published LUIS app; `endpoint` has no slash at its end. */
export interface LuisSettings {
  endpoint: string;
  key: string;
  appId: string;
  slot: 'production' | 'staging';
}

/** LUIS (retired by its maker in 2026, still run in containers and stand-ins) through its own library. */
export function createLuis({ endpoint, key, appId, slot }: LuisSettings): RemoteService {
  const credentials = new ApiKeyCredentials({ inHeader: { 'Ocp-Apim-Subscription-Key': key } });
  const client = new LUISRuntimeClient(credentials, endpoint, {
    // The time limit is shorter than any of the library's pauses, and a redirect would carry the key elsewhere.
    noRetryPolicy: true,
    redirectOptions: { handleRedirects: false },
    // Without agents of ours the library opens, and shakes hands for, a connection for every message.
    agentSettings: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) },
  });
  return {
    name: 'luis',
    async ask({ query, now, timeZone, signal }) {
      const request = { query, options: { datetimeReference: wallClock(now, timeZone) } };
      // The library's own idea of a signal differs from the platform's in types only.
      const abortSignal = signal as RequestOptionsBase['abortSignal'];
      const options = { verbose: true, showAllIntents: true, log: false, abortSignal };
      const response = await client.prediction
        .getSlotPrediction(appId, slot, request, options)
        .catch((cause: unknown) => Promise.reject(failureOf(cause)));
      return readAnswer(response, { now, timeZone });
    },
  };
}

function failureOf(cause: unknown): RemoteFailure {
  const { statusCode, code } = cause as { statusCode?: unknown; code?: unknown };
  if (code === 'PARSE_ERROR') return new RemoteFailure('unreadable');
  return new RemoteFailure(typeof statusCode === 'number' ? `http-${statusCode}` : 'unreachable');
}
