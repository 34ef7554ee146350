import { cadence, secondsFor, seen, type LedgerSeen } from '#lib/keeper/cadence.ts';
import { nextAction, type NextAction } from '#lib/keeper/next-action.ts';
import {
	factOf,
	valueOf,
	type AccountFacts,
	type SessionFacts
} from '#lib/keeper/network-facts.ts';
import { DEFAULT_POLICY } from '#lib/keeper/policy.ts';
import { medianReaction } from '#lib/keeper/reaction.ts';
import { tally, type Tally } from '#lib/keeper/tally.ts';
import { LOADING, mapKnown, type Known } from '#lib/known.ts';
import { ok } from '#lib/result.ts';
import { LOW_FILLS, runway, type Runway } from '#lib/session/runway.ts';
import type { ChainView } from '#lib/state/chain-view.svelte.ts';
import type { DemoNetwork } from '#lib/state/demo.svelte.ts';
import type { KeeperState } from '#lib/state/keeper.svelte.ts';
import type { Site } from '#lib/state/site.svelte.ts';
import type { TabFacts } from '#lib/state/tab-facts.svelte.ts';
import type { WalletState } from '#lib/state/wallet.svelte.ts';
import { keeperWords, type KeeperWords } from '#lib/ui/keeper/keeper-words.ts';
import {
	keyTrouble,
	knownKey,
	type KeyTrouble,
	type SessionKeyView
} from '#lib/ui/keeper/session-key.ts';

export interface DeskPorts {
	readonly site: Site;
	readonly demo: DemoNetwork;
	readonly wallet: WalletState;
	readonly chain: ChainView;
	readonly keeper: KeeperState;
	readonly tab: TabFacts;
}

/** Which part of the page is shown. */
export type DeskView = 'off' | 'looking' | 'approve' | 'run';

/** What the keeper's page shows, put together from what the states know. Holds nothing of its own but the pace of ledgers. */
export class Desk {
	#seen = $state.raw<readonly LedgerSeen[]>([]);
	readonly #ports: DeskPorts;

	constructor(ports: DeskPorts) {
		this.#ports = ports;
	}

	/** Whose facts are shown: the wallet's, or of the keeper that runs without it. */
	get account(): Known<AccountFacts> {
		const { keeper, chain } = this.#ports;
		return keeper.operator === undefined ? LOADING : chain.account(keeper.operator);
	}
	/** Ledger time, unix seconds. */
	get now(): number | undefined {
		return valueOf(this.#ports.site.head)?.closedAt;
	}
	/** Every delegation of the operator that the registry lists. */
	get sessions(): Known<readonly SessionKeyView[]> {
		return mapKnown(
			factOf(this.account, ({ sessions }) => sessions),
			(all) => all.map(viewOf)
		);
	}
	/** `undefined` = not known yet. */
	get registered(): boolean | undefined {
		const operator = factOf(this.account, ({ operator: own }) => own);
		return operator.kind === 'known' || operator.kind === 'stale'
			? operator.value !== undefined
			: undefined;
	}
	/** Address of the key in this browser. */
	get ownAddress(): string | undefined {
		const { key, report, link } = this.#ports.keeper;
		if (key.kind === 'ready') return key.address;
		return link === 'none' ? undefined : report?.session?.address;
	}
	get key(): Known<SessionKeyView> {
		const { ownAddress } = this;
		return ownAddress === undefined
			? LOADING
			: knownKey(this.sessions, ownAddress, () => this.#meansOf(ownAddress));
	}
	get runway(): Runway {
		const { report } = this.#ports.keeper;
		return runway(
			valueOf(this.key)?.account?.spendable,
			report?.session?.feePerFill,
			DEFAULT_POLICY.expectedFillFee
		);
	}
	get trouble(): KeyTrouble | undefined {
		const key = valueOf(this.key);
		const left = this.runway;
		const fills = left.kind === 'fills' ? left.fills : undefined;
		return key && keyTrouble(key, this.now, fills, LOW_FILLS);
	}

	get words(): KeeperWords {
		return keeperWords(this.#ports.keeper.link, this.#ports.keeper.report);
	}
	/** `undefined` while it looks at nothing. */
	get next(): NextAction | undefined {
		const { report } = this.#ports.keeper;
		if (report === undefined || !this.words.running || report.snapshot.ledger === 0)
			return undefined;
		return nextAction(report.snapshot);
	}
	get tally(): Tally | undefined {
		const { report } = this.#ports.keeper;
		return report && tally(report.rows);
	}
	get reaction(): number | undefined {
		const { report } = this.#ports.keeper;
		return report && medianReaction(report.log);
	}
	/** Milliseconds from ledger to ledger, as observed here. */
	get pace(): number | undefined {
		return cadence(this.#seen);
	}
	get nextIn(): number | undefined {
		return secondsFor(1, this.pace);
	}

	#meansOf(session: string): Known<SessionKeyView['account']> {
		const { chain, keeper } = this.#ports;
		const { operator } = keeper;
		return factOf(chain.account(session), ({ xlm, signers }) => {
			if (!xlm.ok || xlm.value === undefined) return xlm.ok ? ok(undefined) : xlm;
			if (!signers.ok) return signers;
			const { balance, spendable } = xlm.value;
			const coSigned = operator !== undefined && signers.value.includes(operator);
			return ok({ balance, spendable, coSigned });
		});
	}

	/** A ledger was heard of. */
	saw(ledger: number, at: number): void {
		this.#seen = seen(this.#seen, ledger, at);
	}

	get view(): DeskView {
		const { site, demo, wallet, keeper, tab } = this.#ports;
		if (site.choice?.kind === 'embedded' && demo.state.phase.kind !== 'running') return 'off';
		if (keeper.link !== 'none') return 'run';
		if (!tab.mayHoldKeys || wallet.address === undefined) return 'approve';
		switch (keeper.key.kind) {
			case 'unknown':
				return 'looking';
			case 'none':
			case 'broken':
				return 'approve';
			case 'ready': {
				const { key } = this;
				if (key.kind === 'loading') return 'looking';
				// a key that was made for an approval that never came is not one to run; one with XLM is one to sweep
				const known = valueOf(key);
				return known?.state === 'none' && known.account === undefined ? 'approve' : 'run';
			}
		}
	}
}

const viewOf = ({ address, delegation, state, account }: SessionFacts): SessionKeyView => ({
	address,
	delegation,
	state,
	account: account && {
		balance: account.xlm.balance,
		spendable: account.xlm.spendable,
		coSigned: account.coSigned
	}
});
