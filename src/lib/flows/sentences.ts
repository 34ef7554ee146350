import { contractError, type OwnContract } from '#lib/chain/contract-error.ts';
import type { ContractFailure } from '#lib/chain/contract-failure.ts';
import { shortAddress } from '#lib/keeper/explain.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { Network } from '#lib/networks.ts';
import { amountText } from './amount-text.ts';
import type { FlowError } from './error.ts';
import { told, type Told } from './told.ts';
import { walletTold } from './wallet-sentences.ts';

export interface Telling {
	readonly network: Network;
	readonly wallet: 'freighter' | 'demo';
}

/** The one place where an error of a flow becomes sentences. */
export function tell(error: FlowError, { network, wallet }: Telling): Told {
	const usdc = network.usdc.code;
	switch (error.kind) {
		case 'unreachable':
		case 'rate-limited':
		case 'malformed':
		case 'rpc-error':
			return readTold(error);
		case 'refused':
			return refusalTold(error.failure, network, 'Nothing was sent.');
		case 'failed':
			return refusalTold(
				error.failure,
				network,
				`It failed in ledger ${error.ledger} and cost its fee.`
			);
		case 'unacceptable':
			return told(
				`The node proposed a transaction that is not what you asked for: ${error.detail}.`,
				`Nothing was signed. Choose another node in Settings, then try again.${error.detail.startsWith('resource fee') ? RENT_DUE : ''}`
			);
		case 'no-account':
			return told(
				`The account ${shortAddress(error.account)} does not exist on this network.`,
				'Send it XLM, or have it funded on a test network, then try again.'
			);
		case 'not-here':
			return told(
				error.what === 'faucet'
					? 'This network has no faucet.'
					: `${usdc} needs no trustline on this network.`,
				error.what === 'faucet' ? `Bring ${usdc} from elsewhere.` : 'Go on with the next step.',
				false
			);
		case 'short-of-xlm':
			return told(
				`${amountText(error.need - error.have, 7, 'XLM')} are missing: it needs ${amountText(error.need, 7, 'XLM')} beyond the reserve, the account has ${amountText(error.have, 7, 'XLM')}.`,
				'Send XLM to the account, then try again.'
			);
		case 'takes-more-shares':
			return told(
				`It would take ${amountText(error.takes, 7, 'shares')}, you accept ${amountText(error.most, 7, 'shares')}.`,
				'The share price has moved. Look at the new amounts and ask again.',
				false
			);
		case 'not-co-signed':
			return told(
				`Your account is no co-signer of ${shortAddress(error.session)}, so it cannot close it.`,
				'Only the browser that holds this key can give its XLM back. Revoke the key, at least.',
				false
			);
		case 'wallet':
			return walletTold(error.error, wallet);
		case 'altered':
			return told(
				`The wallet did not sign what it was given: ${error.detail}.`,
				'Nothing was sent. Do not use this wallet before you know why.',
				false
			);
		case 'refused-by-network':
			return networkTold(error.code);
		case 'try-again-later':
			return told('The node’s queue is full.', 'Wait a ledger, then try again.');
		case 'expired':
			return told(
				'Its time ran out before it got into a ledger.',
				'It can no longer happen, and cost nothing. Try again.'
			);
		case 'unknown':
			return told(
				`What became of ${error.hash.slice(0, 8)}… cannot be told: the nodes have forgotten those ledgers.`,
				'Look at your balances before you do it again.',
				false
			);
		case 'left':
			return told('It is on its way.', 'It picks up here when you return.', false);
	}
}

/** Months of rent fall on the first call after a contract's time runs low: more than any bound of ours. */
const RENT_DUE =
	' If every node asks as much, the rent of a contract is due: Troubleshooting says who pays it.';

function readTold(error: ReadError): Told {
	switch (error.kind) {
		case 'unreachable':
			return told(
				'No node answers.',
				'Check the connection or the nodes in Settings, then try again.'
			);
		case 'rate-limited':
			return told(
				'The node asked us to slow down.',
				`Try again in ${Math.ceil(error.retryAfterMs / 1_000)} s.`
			);
		case 'malformed':
			return told(
				`The node’s answer cannot be read: ${error.detail}.`,
				'Try again, or choose another node in Settings.'
			);
		case 'rpc-error':
			return told(
				`The node refused the question: ${error.message}.`,
				'Try again, or choose another node in Settings.'
			);
	}
}

function networkTold(code: string): Told {
	switch (code) {
		case 'txBadSeq':
			return told(
				'The account sent another transaction in the meantime.',
				'Nothing of this one happened. Try again.'
			);
		case 'txInsufficientFee':
			return told(
				'The fee was too low for this ledger.',
				'Nothing was sent. Try again, with a new fee.'
			);
		case 'txInsufficientBalance':
			return told(
				'The account cannot pay the fee beyond its reserve.',
				'Send it XLM, then try again.'
			);
		case 'txTooLate':
			return told('Its time ran out before it was sent.', 'Nothing was sent. Try again.');
		default:
			return told(`The network refused it (${code}).`, 'Nothing was sent. Try again.');
	}
}

function refusalTold(failure: ContractFailure, network: Network, after: string): Told {
	const { contract, code, text } = failure;
	const own = code === undefined ? undefined : ownError(contract, code, network);
	const next = own === undefined ? undefined : NEXT[own.name];
	if (own !== undefined) {
		return told(
			`${next?.says ?? own.doc} ${after}`,
			next?.next ?? 'Change the request, then try again.',
			false
		);
	}
	const known = code === undefined ? CLASSIC[text] : TOKEN[code];
	if (known !== undefined) return told(`${known.says} ${after}`, known.next, false);
	const who = contract === undefined ? 'The network' : `Contract ${shortAddress(contract)}`;
	return told(
		`${who} refused it: ${text}${code === undefined ? '' : ` (error ${code})`}. ${after}`,
		'Try again; if it stays so, the troubleshooting page has more.'
	);
}

function ownError(contract: string | undefined, code: number, network: Network) {
	const name = contractName(contract, code, network);
	return name === undefined ? undefined : contractError<OwnContract>(name, code);
}

/** Where the events did not name the contract, our own blocks of codes do. */
function contractName(
	contract: string | undefined,
	code: number,
	network: Network
): OwnContract | undefined {
	if (contract === network.registry) return 'keeper-registry';
	if (contract === network.vault) return 'nectar-vault';
	if (contract !== undefined && contract === network.faucet) return 'faucet';
	if (contract !== undefined) return undefined;
	if (code >= 2000 && code <= 2099) return 'keeper-registry';
	if (code >= 2110 && code <= 2199) return 'nectar-vault';
	return code >= 2500 && code <= 2599 ? 'faucet' : undefined;
}

interface Advice {
	readonly says: string;
	readonly next: string;
}

/** Our contracts' errors that a person can do something about. The others are told in the words of their source. */
const NEXT: Readonly<Record<string, Advice>> = {
	AlreadyRegistered: {
		says: 'This account is a registered operator already.',
		next: 'Delegate to a key instead of registering.'
	},
	NotRegistered: { says: 'This account is no registered operator.', next: 'Register first.' },
	RegistrationPaused: { says: 'Registrations are paused.', next: 'Try again another day.' },
	InvalidName: {
		says: 'A name has 1–32 plain characters and no space at its ends.',
		next: 'Choose another name.'
	},
	ExpiryTooFar: { says: 'A delegation lives at most 30 days.', next: 'Choose an earlier end.' },
	ExpiryInPast: { says: 'The delegation would be over already.', next: 'Choose a later end.' },
	TooManySessions: {
		says: 'The operator has 16 live session keys.',
		next: 'Revoke one, then try again.'
	},
	NoSession: { says: 'There is no such delegation any more.', next: 'Nothing is left to do.' },
	NotOpen: { says: 'The vault is not open yet.', next: 'Come back when it is seeded.' },
	ZeroShares: { says: 'The deposit is too small for a single share.', next: 'Deposit more.' },
	BelowMinimum: {
		says: 'The share price has moved: the result would be below the least you accept.',
		next: 'Look at the new amounts and ask again.'
	},
	DepositCapExceeded: {
		says: 'The vault takes no more than its deposit cap.',
		next: 'Deposit less, or wait until somebody leaves.'
	},
	SharesLocked: {
		says: 'Some of these shares are locked still.',
		next: 'Take what is free, or wait until the lock is over.'
	},
	NothingToClaim: { says: 'The vault owes this operator nothing.', next: 'Nothing is left to do.' },
	DailyCapReached: {
		says: 'The faucet gives no more to this account today.',
		next: 'Ask for less, or again tomorrow.'
	}
};

/** Errors of the network's own token contract. */
const TOKEN: Readonly<Record<number, Advice>> = {
	6: { says: 'An account in it does not exist.', next: 'Create the account first.' },
	10: { says: 'The balance does not suffice.', next: 'Choose less, or bring more.' },
	13: { says: 'The account has no trustline for this token.', next: 'Add the trustline first.' },
	14: {
		says: 'A new account needs at least 1 XLM.',
		next: 'Hand the key a float of 1 XLM or more.'
	}
};

/** Results of classic operations. */
const CLASSIC: Readonly<Record<string, Advice>> = {
	changeTrustLowReserve: {
		says: 'A trustline locks 0.5 XLM, which the account does not have free.',
		next: 'Send it XLM, then try again.'
	},
	paymentNoDestination: { says: 'The account to be paid is gone.', next: 'Delegate to a new key.' },
	paymentUnderfunded: { says: 'The XLM does not suffice.', next: 'Send less.' },
	accountMergeNoAccount: { says: 'The account is gone already.', next: 'Nothing is left to do.' },
	opNoAccount: { says: 'The account is gone already.', next: 'Nothing is left to do.' },
	opBadAuth: {
		says: 'This account may not act for that one.',
		next: 'Connect the operator that the key belongs to.'
	}
};
