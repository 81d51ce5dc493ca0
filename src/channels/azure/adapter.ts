import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;

/** What the SDK calls to put one request on the wire. */
export type HttpClient = NonNullable<ConnectorOptions['httpClient']>;

/** The bot's registration at Azure, and the hosts it may be reached through. */
export interface AzureSettings {
  appId: string;
  password?: string;
  /** `MultiTenant`, `SingleTenant` or `UserAssignedMSI`. */
  type: string;
  tenantId?: string;
  serviceHosts: readonly string[];
}

/** Bot Framework's own adapter, without its HTTP side: `process` prints errors and answers 500 for what is the caller's fault. */
export class AzureAdapter extends CloudAdapter {
  readonly #appId: string;

  constructor(azure: AzureSettings, httpClient?: HttpClient) {
    super(new ConfigurationBotFrameworkAuthentication(toSdk(azure), undefined, undefined, undefined, { httpClient }));
    this.#appId = azure.appId;
  }

  /**
   * Checks who signed the call and runs `logic` if it was Bot Framework for this bot. Resolves to the HTTP status to answer.
   * @throws the SDK's errors, and those of `logic`
   */
  async admit(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<number> {
    const response = await this.processActivity(authorization, activity, logic);
    return response?.status ?? 200;
  }

  /** Sends one activity as it is: no middleware, no reply id of the SDK's own making. */
  async send(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<void> {
    await this.continueConversationAsync(this.#appId, reference, async (context) => {
      await this.sendActivities(context, [activity]);
    });
  }
}

function toSdk({ appId, password, type, tenantId }: AzureSettings) {
  return {
    MicrosoftAppId: appId,
    // With a managed identity the SDK refuses to start when there is a password.
    MicrosoftAppPassword: type === 'UserAssignedMSI' ? undefined : password,
    MicrosoftAppType: type,
    MicrosoftAppTenantId: tenantId,
  };
}
