import { createAccountIntent } from '#lib/chain/classic.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { delegationKey, readDelegation } from '#lib/chain/registry-entries.ts';
import { registerWithSessionIntent } from '#lib/chain/registry-calls.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import type { Transport } from '#lib/chain/transport.ts';
import type { LedgerRow } from '#lib/keeper/ledger-row.ts';
import { usdc } from '#lib/math/amount.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import type { KeeperIdentity } from '#worker/protocol.ts';
import { openWorld, type World } from '../engine/world.ts';
import { Browser, type Tab } from './browser.ts';

export const XLM = 10_000_000n;

/** A visitor whose browser holds a session key that was approved on a network in this process. */
export interface Visit {
	readonly world: World;
	readonly browser: Browser;
	readonly operator: Signer;
	readonly identity: KeeperIdentity;
	/** Address of the session key. */
	readonly session: string;
	/** As everybody reaches the network. */
	readonly transport: Transport;
	/** Opens a tab that reaches the network through these endpoints; left out: directly. */
	readonly openTab: (...endpoints: readonly Transport[]) => Tab;
	readonly closeLedger: () => Promise<void>;
	/** Closes ledgers until it holds. */
	readonly until: (holds: () => boolean, atMost?: number) => Promise<void>;
	/** Closes ledgers until the promise is settled. */
	readonly driven: <T>(promise: Promise<T>) => Promise<T>;
	/** `undefined` = there is no such account. */
	readonly account: (
		address: string
	) => Promise<
		| { readonly balance: bigint; readonly sequence: bigint; readonly signers: readonly string[] }
		| undefined
	>;
	readonly hasDelegation: () => Promise<boolean>;
}

export interface VisitTerms {
	readonly float?: bigint;
	readonly sessionSecs?: number;
	/** False: the key is made and not approved. */
	readonly approved?: boolean;
}

export async function visit({
	float = 10n * XLM,
	sessionSecs = 7 * 24 * 3_600,
	approved = true
}: VisitTerms = {}): Promise<Visit> {
	const world = await openWorld(0);
	const { stage, network, funder } = world.scene;
	const operator = await importSigner(sha256('the operator of a visitor'));
	const identity = { network, pool: 0, operator: operator.address };
	const browser = new Browser();
	const transport = world.sandbox.transport;
	const first = browser.openTab([transport]);
	const prepared = await first.service.prepareKey(identity, 'current');
	if (!prepared.ok) throw new Error(prepared.error.kind);
	first.close();
	const session = prepared.value.address;

	await stage.perform(
		'funding the operator',
		funder,
		createAccountIntent(operator.address, 100n * XLM)
	);
	if (approved) {
		const { closedAt } = await stage.head();
		const contracts = {
			registry: network.registry,
			usdc: network.usdc.contract,
			native: network.native.contract
		};
		const registration = {
			...{ operator: operator.address, name: 'visitor', stake: 0n, session, float },
			expiresAt: closedAt + sessionSecs,
			limits: {
				fillsPerHour: 60,
				maxUsdcPerFill: usdc(20_000n * XLM),
				pools: [firstOf(network.pools, 'pool').contract]
			}
		};
		await stage.perform(
			'the approval',
			operator,
			registerWithSessionIntent(contracts, registration)
		);
	}
	stage.onClose(async () => {
		for (const tab of browser.tabs) tab.turn();
		for (const tab of browser.tabs) await tab.settled();
	});

	const entriesOf = async (keys: Parameters<typeof readEntries>[1]) => {
		const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
		if (!entries.ok) throw new Error('the chain cannot be read');
		return entries.value;
	};
	return {
		...{ world, browser, operator, identity, session, transport },
		openTab: (...endpoints) => browser.openTab(endpoints.length > 0 ? endpoints : [transport]),
		closeLedger: () => stage.closeLedger(),
		until: async (holds, atMost = 400) => {
			for (let closed = 0; closed < atMost; closed += 1) {
				if (holds()) return;
				await stage.closeLedger();
			}
			throw new Error(`the condition did not hold within ${atMost} ledgers`);
		},
		driven: async (promise) => {
			let over = false;
			const watched = promise.finally(() => {
				over = true;
			});
			for (let closed = 0; closed < 200; closed += 1) {
				for (const tab of browser.tabs) await tab.settled();
				if (isOver()) return watched;
				await stage.closeLedger();
			}
			throw new Error('it did not end within 200 ledgers');
			function isOver(): boolean {
				return over;
			}
		},
		account: async (address) => {
			const account = readAccount(await entriesOf([accountKey(address)]), address);
			if (!account.ok) throw new Error('the account cannot be read');
			return account.value;
		},
		hasDelegation: async () => {
			const key = delegationKey(network.registry, operator.address, session);
			const read = readDelegation(
				await entriesOf([key]),
				network.registry,
				operator.address,
				session
			);
			if (!read.ok) throw new Error('the delegation cannot be read');
			return read.value !== undefined;
		}
	};
}

/** Rows of one kind of action, newest first. */
export const rowsOf = (tab: Tab, action: LedgerRow['action']): readonly LedgerRow[] =>
	(tab.report?.rows ?? []).filter((row) => row.action === action);

export const outcomeOf = (tab: Tab, action: LedgerRow['action']): string | undefined =>
	rowsOf(tab, action)[0]?.outcome;

/** Whether a body of JSON-RPC calls a method. */
export const calls = (body: string, method: string): boolean =>
	body.includes(`"method":"${method}"`);
