import type { AccountFacts, NetworkFacts } from '#lib/keeper/network-facts.ts';
import type { Known } from '#lib/known.ts';
import type { NetworkChoice } from '#lib/networks.ts';
import type { Check, Fix } from '#lib/ui/check.ts';
import { amountText, countText, shortText } from '#lib/ui/number-text.ts';
import { sentence } from '#lib/ui/sentence.ts';
import { isUncapped } from '#lib/vault/room-left.ts';

/* What must hold before a depositor signs: facts of the chain, each with the way to mend it. */

export interface CheckScene {
	readonly choice: NetworkChoice;
	readonly facts: Known<NetworkFacts>;
	readonly wallet: {
		readonly kind: 'freighter' | 'demo';
		/** `undefined`: no account signs on the chosen network. */
		readonly address: string | undefined;
		readonly status: 'unknown' | 'absent' | 'disconnected' | 'wrong-network' | 'connected';
		readonly trouble: string | undefined;
	};
	/** `undefined` without an account. */
	readonly account: Known<AccountFacts> | undefined;
	/** What is to be paid in, or shares to be given back; `undefined` = nothing typed yet. */
	readonly amount: bigint | undefined;
	readonly fixes: Fixes;
}

/** What the page can do about it; `undefined` = not here. */
export interface Fixes {
	readonly start: (() => void) | undefined;
	readonly connect: () => void;
	readonly fund: (() => void) | undefined;
	readonly trust: () => void;
	readonly faucet: (() => void) | undefined;
	readonly busy: boolean;
}

/** Stroops that a transaction of this page costs at most, with room: Soroban fees here are a few hundredths of an XLM. */
const FEE_ROOM = 1_000_000n;
/** Reserve of one more entry. */
const ENTRY_RESERVE = 5_000_000n;

const xlm = (raw: bigint) => amountText(raw, 7, 2);
const usdc = (raw: bigint) => amountText(raw, 7, 2);

export function depositChecks(scene: CheckScene): readonly Check[] {
	return [
		networkCheck(scene),
		walletCheck(scene),
		...ofAccount(scene, (account) => [
			existsCheck(account, scene),
			xlmCheck(account, scene),
			trustCheck(account, scene),
			balanceCheck(account, scene)
		]),
		roomCheck(scene)
	].filter((check) => check !== undefined);
}

export function exitChecks(scene: CheckScene): readonly Check[] {
	return [
		networkCheck(scene),
		walletCheck(scene),
		...ofAccount(scene, (account) => [
			existsCheck(account, scene),
			xlmCheck(account, scene),
			trustCheck(account, scene)
		])
	].filter((check) => check !== undefined);
}

function networkCheck({ choice, facts, fixes }: CheckScene): Check {
	const base = { id: 'network', what: `${choice.title} answers` };
	switch (facts.kind) {
		case 'known':
			return { ...base, state: 'ok', detail: `read at ledger ${countText(facts.ledger)}` };
		case 'loading':
			return { ...base, state: 'wait', detail: 'reading the newest ledger' };
		case 'stale':
			return {
				...base,
				state: 'bad',
				what: `${choice.title} does not answer`,
				detail: `last read at ledger ${countText(facts.ledger)}. ${sentence(facts.reason)}`
			};
		case 'unavailable':
			return {
				...base,
				state: 'bad',
				what: fixes.start === undefined ? `${choice.title} does not answer` : 'Demo network off',
				detail:
					fixes.start === undefined
						? sentence(facts.reason)
						: 'It runs in this tab and needs no wallet.',
				fix: fixOf('Start the demo', fixes.start, fixes.busy)
			};
	}
}

function walletCheck({ choice, wallet, fixes }: CheckScene): Check {
	const name = wallet.kind === 'demo' ? 'Demo wallet' : 'Freighter';
	const id = 'wallet';
	const connect = fixOf('Connect', fixes.connect, fixes.busy);
	switch (wallet.status) {
		case 'connected':
			return {
				id,
				state: 'ok',
				what: `${name} connected`,
				detail: `${shortText(wallet.address ?? '')} on ${choice.title}`
			};
		case 'unknown':
			return { id, state: 'wait', what: `${name} connected`, detail: 'asking the wallet' };
		case 'absent':
			return {
				id,
				state: 'bad',
				what: `${name} not found`,
				detail: 'Install the extension, then reload this page.',
				fix: { label: 'Get Freighter', href: 'https://www.freighter.app/' }
			};
		case 'wrong-network':
			return {
				id,
				state: 'bad',
				what: `${name} is on another network`,
				detail: `Switch it to ${choice.title}: “${choice.passphrase}”.`
			};
		case 'disconnected':
			return {
				id,
				state: 'bad',
				what: `${name} not connected`,
				detail: wallet.trouble ?? 'Connecting shows your address, and nothing else.',
				fix: connect
			};
	}
}

/** Checks of an account that is known; what is looked up before says so by itself. */
function ofAccount(
	{ account, wallet }: CheckScene,
	checks: (account: AccountFacts) => readonly (Check | undefined)[]
): readonly (Check | undefined)[] {
	if (account === undefined) return [];
	switch (account.kind) {
		case 'known':
		case 'stale':
			return checks(account.value);
		case 'loading':
			return [
				{
					id: 'account',
					state: 'wait',
					what: 'Account',
					detail: `reading ${shortText(wallet.address ?? '')}`
				}
			];
		case 'unavailable':
			return [unread('account', 'Account', account.reason)];
	}
}

function existsCheck(
	{ xlm: means }: AccountFacts,
	{ fixes, choice }: CheckScene
): Check | undefined {
	if (!means.ok) return unread('account', 'Account', means.error);
	if (means.value !== undefined) return undefined; // the XLM below says it
	return {
		id: 'account',
		state: 'bad',
		what: 'This account does not exist yet',
		detail:
			fixes.fund === undefined
				? `It begins on ${choice.title} when somebody sends it XLM.`
				: 'Test XLM brings it into being.',
		fix: fixOf('Get test XLM', fixes.fund, fixes.busy)
	};
}

function xlmCheck(account: AccountFacts, { fixes }: CheckScene): Check | undefined {
	if (!account.xlm.ok || account.xlm.value === undefined) return undefined;
	const trusts = account.usdc.ok && account.usdc.value.kind === 'trustline';
	const need = FEE_ROOM + (trusts ? 0n : ENTRY_RESERVE);
	const { balance, reserve, spendable } = account.xlm.value;
	const numbers = `You have ${xlm(balance)}, you need ${xlm(reserve + need)}`;
	if (spendable >= need) {
		return { id: 'xlm', state: 'ok', what: 'XLM for reserve and fee', detail: numbers };
	}
	return {
		id: 'xlm',
		state: 'bad',
		what: `${xlm(need - spendable)} XLM are missing`,
		detail: `${numbers}: the network keeps ${xlm(reserve)} back.`,
		fix: fixOf('Get test XLM', fixes.fund, fixes.busy)
	};
}

function trustCheck(account: AccountFacts, { fixes }: CheckScene): Check | undefined {
	if (!account.xlm.ok || account.xlm.value === undefined) return undefined;
	if (!account.usdc.ok) return unread('trustline', 'USDC trustline', account.usdc.error);
	const held = account.usdc.value;
	if (held.kind === 'none') {
		return {
			id: 'trustline',
			state: 'bad',
			what: 'No USDC trustline',
			detail: 'It lets the account hold USDC and keeps 0.50 XLM back.',
			fix: fixOf('Add it', fixes.trust, fixes.busy)
		};
	}
	if (!held.authorised) {
		return {
			id: 'trustline',
			state: 'bad',
			what: 'USDC is frozen',
			detail: 'The issuer of USDC has frozen this account: ask the issuer.'
		};
	}
	return {
		id: 'trustline',
		state: 'ok',
		what: 'USDC trustline',
		detail: `${usdc(held.available)} USDC available`
	};
}

function balanceCheck(account: AccountFacts, { amount, fixes }: CheckScene): Check | undefined {
	if (!account.usdc.ok || account.usdc.value.kind !== 'trustline') return undefined;
	const { available } = account.usdc.value;
	const faucet = fixOf('Get test USDC', fixes.faucet, fixes.busy);
	if (available > 0n && (amount === undefined || amount <= available)) {
		const detail =
			amount === undefined ? 'enough to begin with' : `${usdc(available - amount)} USDC stay`;
		return { id: 'usdc', state: 'ok', what: 'USDC to deposit', detail };
	}
	const missing = amount === undefined ? undefined : amount - available;
	return {
		id: 'usdc',
		state: 'bad',
		what: missing === undefined ? 'No USDC' : `${amountText(missing, 7, 2)} USDC are missing`,
		detail: `You have ${usdc(available)} USDC.`,
		fix: faucet
	};
}

function roomCheck({ facts, amount }: CheckScene): Check | undefined {
	if (facts.kind === 'loading' || facts.kind === 'unavailable') return undefined;
	const { vault } = facts.value;
	if (!vault.ok) return unread('vault', 'Vault', vault.error);
	const { open, room } = vault.value;
	if (!open) {
		return {
			id: 'vault',
			state: 'bad',
			what: 'Vault not open',
			detail: 'It takes deposits once its seed is in. Nothing you can do here.'
		};
	}
	if (room <= 0n || (amount !== undefined && amount > room)) {
		return {
			id: 'vault',
			state: 'bad',
			what: 'Vault full',
			detail: `Its cap leaves room for ${usdc(room)} USDC: deposit that much, or come back later.`
		};
	}
	return {
		id: 'vault',
		state: 'ok',
		what: 'Vault open',
		detail: isUncapped(room) ? 'it has no deposit cap' : `${usdc(room)} USDC below its cap`
	};
}

/** Unknown is never missing: it is asked for again with the next ledger. */
const unread = (id: string, what: string, reason: string): Check => ({
	id,
	state: 'wait',
	what,
	detail: sentence(reason)
});

const fixOf = (label: string, run: (() => void) | undefined, busy: boolean): Fix | undefined =>
	run === undefined ? undefined : { label, run, busy };
