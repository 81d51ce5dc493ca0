import { RemoteFailure, type RemoteQuestion, type RemoteService } from '../remote/remote-service.ts';
import { readAnswer } from './answer.ts';

/** A deployed CLU project; `endpoint` has no slash at its end. */
export interface CluSettings {
  endpoint: string;
  key: string;
  project: string;
  deployment: string;
}

const API_VERSION = '2023-04-01';
const LANGUAGES = { 'zh-CN': 'zh-hans', en: 'en' } as const;

/** Conversational Language Understanding of Azure AI Language: one POST. */
export function createClu({ endpoint, key, project, deployment }: CluSettings): RemoteService {
  const url = `${endpoint}/language/:analyze-conversations?api-version=${API_VERSION}`;
  const headers = { 'Ocp-Apim-Subscription-Key': key, 'Content-Type': 'application/json' };
  const parameters = {
    projectName: project,
    deploymentName: deployment,
    stringIndexType: 'Utf16CodeUnit',
    verbose: true,
    // True would let the service keep what residents wrote.
    isLoggingEnabled: false,
  };
  return {
    name: 'clu',
    async ask(question) {
      const body = JSON.stringify({ ...conversation(question), parameters });
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: question.signal,
        // A redirect would carry the key elsewhere.
        redirect: 'error',
      }).catch(() => Promise.reject(new RemoteFailure('unreachable')));
      if (!response.ok) {
        await response.body?.cancel();
        throw new RemoteFailure(`http-${response.status}`);
      }
      return readAnswer(await response.json().catch(() => undefined));
    },
  };
}

/** One message, from nobody in particular: neither the conversation nor the resident has an id outside the house. */
function conversation({ query, locale }: RemoteQuestion) {
  const conversationItem = { id: '1', participantId: '1', modality: 'text', language: LANGUAGES[locale], text: query };
  return { kind: 'Conversation', analysisInput: { conversationItem } };
}
