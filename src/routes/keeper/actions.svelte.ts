import type { FlowKind, FlowRequest } from '#lib/flows/request.ts';
import { valueOf } from '#lib/keeper/network-facts.ts';
import type { Stroops } from '#lib/math/amount.ts';
import { ok, type Result } from '#lib/result.ts';
import { FIRST_APPROVAL, type Approval, type ApprovalText } from '#lib/session/approval.ts';
import type { Flow } from '#lib/state/flow.svelte.ts';
import { keeperErrorText, type KeeperError } from '#lib/ui/keeper/keeper-errors.ts';
import type { KeeperMode } from '#worker/protocol.ts';
import type { Desk, DeskPorts } from './desk.svelte.ts';
import { termsOf } from './page-words.ts';

/** What can be done to the key of this browser. */
export type KeyAction = 'sweep' | 'revoke' | KeyChange;
/** Those that ask for something first. */
export type KeyChange = 'renew' | 'rotate' | 'top-up';

/** What the visitor does on the keeper's page: everything a button there calls. */
export class Actions {
	text = $state.raw<ApprovalText>(FIRST_APPROVAL);
	#change = $state<KeyChange>();
	#trouble = $state<string>();
	#asking = $state(false);
	readonly #ports: DeskPorts;
	readonly #desk: Desk;
	readonly #flow: Flow;

	constructor(ports: DeskPorts, desk: Desk, flow: Flow) {
		this.#ports = ports;
		this.#desk = desk;
		this.#flow = flow;
	}

	/** Which form about the key is open. */
	get change(): KeyChange | undefined {
		return this.#change;
	}
	/** What failed last and is shown nowhere else. */
	get trouble(): string | undefined {
		return this.#trouble;
	}
	/** Something is asked of the worker: one thing at a time. */
	get asking(): boolean {
		return this.#asking;
	}

	/** Is there a key in this browser, or a keeper in another tab? */
	async look(): Promise<void> {
		this.#told(await this.#ports.keeper.look());
	}
	start(): Promise<void> {
		return this.#ask(() => this.#ports.keeper.start('dry'));
	}
	stop(): Promise<void> {
		return this.#ask(() => this.#ports.keeper.stop());
	}
	setMode(mode: KeeperMode): Promise<void> {
		return this.#ask(() => this.#ports.keeper.setMode(mode));
	}
	restart(): Promise<void> {
		return this.#ask(() => this.#ports.keeper.restart());
	}

	/** Shows what would be signed. */
	sign(request: FlowRequest): void {
		this.#trouble = undefined;
		void this.#flow.begin(request);
	}
	/** The same for a key that is made, or found, before. */
	async signFor(
		role: 'current' | 'next',
		request: (session: string) => FlowRequest
	): Promise<void> {
		if (this.#asking || this.#flow.busy) return;
		this.#asking = true;
		const key = await this.#ports.keeper.prepareKey(role);
		this.#asking = false;
		this.#told(key);
		if (key.ok) this.sign(request(key.value));
	}

	/** Of the key of this browser. */
	act(action: KeyAction): void {
		const own = this.#desk.ownAddress;
		if (own === undefined) return;
		switch (action) {
			case 'sweep':
				void this.#ask(() => this.#sweep());
				return;
			case 'revoke':
				this.sign({ kind: 'revoke', session: own });
				return;
			case 'renew':
			case 'rotate':
			case 'top-up':
				this.text = termsOf(valueOf(this.#desk.key)?.delegation?.limits, action);
				this.#change = action;
		}
	}
	/** The form about the key is filled in. */
	grant({ float, expiresAt, limits }: Approval): void {
		const old = this.#desk.ownAddress;
		if (old === undefined) return;
		const terms = { float, expiresAt, limits };
		if (this.#change === 'renew') {
			this.sign({ kind: 'grant', grant: { session: old, ...terms } });
			return;
		}
		void this.signFor('next', (session) => ({
			kind: 'rotate',
			old,
			grant: { session, ...terms }
		}));
	}
	topUp(amount: Stroops): void {
		const session = this.#desk.ownAddress;
		if (session !== undefined) this.sign({ kind: 'top-up', session, amount });
	}
	closeChange(): void {
		this.#change = undefined;
	}

	async fund(): Promise<void> {
		const funded = await this.#ports.wallet.fund();
		if (funded.ok) this.#ports.chain.refresh();
		else this.#trouble = `No test XLM came: ${funded.error}.`;
	}
	/** Asks everything anew that a precondition could not learn. */
	lookAgain(): void {
		const { chain, tab, wallet } = this.#ports;
		chain.refresh();
		void tab.look();
		void tab.askNetwork(new AbortController().signal);
		void wallet.refresh();
	}

	/** A transaction stands: what it changed is read at once, and a key that was approved starts its dry run. */
	async settled(kind: FlowKind | undefined): Promise<void> {
		const { chain, keeper } = this.#ports;
		chain.refresh();
		this.#change = undefined;
		if (kind === 'rotate') return this.#takeUp();
		if (kind !== 'register' && kind !== 'grant') return;
		await this.look();
		if (keeper.link === 'none') await this.start();
	}

	/** A keeper takes up the key that replaces its own when it starts: one at work starts anew, in its mode. */
	async #takeUp(): Promise<void> {
		const { keeper } = this.#ports;
		const leads = keeper.link === 'leader';
		const mode = leads ? (keeper.report?.mode ?? 'dry') : 'dry';
		await this.#ask(async () => {
			const stopped = leads ? await keeper.stop() : ok(null);
			return stopped.ok ? keeper.start(mode) : stopped;
		});
		await this.look();
	}

	async #sweep(): Promise<Result<null, KeeperError>> {
		const { keeper, chain } = this.#ports;
		const swept = await keeper.stopAndSweep();
		chain.refresh();
		if (swept.ok) await keeper.look();
		return swept;
	}

	async #ask(run: () => Promise<Result<unknown, KeeperError>>): Promise<void> {
		if (this.#asking) return;
		this.#asking = true;
		this.#told(await run());
		this.#asking = false;
	}

	#told(result: Result<unknown, KeeperError>): void {
		this.#trouble = result.ok ? undefined : keeperErrorText(result.error);
	}
}
