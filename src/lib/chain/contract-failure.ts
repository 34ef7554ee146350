import { StrKey } from '@stellar/stellar-sdk/base';
import { DiagnosticEvent } from '@stellar/stellar-sdk/xdr';

/** Why a contract call failed: codes repeat across contracts, so both halves count. */
export interface ContractFailure {
	/** The contract that raised the error, if the events name it. */
	readonly contract: string | undefined;
	/** Its error code; undefined for a trap or an error of the host. */
	readonly code: number | undefined;
	/** First line of what the server said. */
	readonly text: string;
}

const CODE = /Error\(Contract, #(\d+)\)/;

interface Raised {
	readonly contract: string | undefined;
	readonly code: number | undefined;
}
type Trace = ({ readonly kind: 'error' } & Raised) | { readonly kind: 'went-on' };

/** The error a call failed with, and the contract that raised it: from its diagnostic events (base64), else from the text. */
export function contractFailure(text: string, eventsXdr: readonly string[]): ContractFailure {
	const line = text.split('\n', 1)[0] ?? '';
	const cause = lastCause(eventsXdr);
	if (cause !== undefined) return { ...cause, text: line };
	const match = CODE.exec(line);
	return { contract: undefined, code: match === null ? undefined : Number(match[1]), text: line };
}

/**
 * Events come in the order they happened. A call fails with its last error, which contracts above the one that raised it only
 * passed on. Errors before, of another code or before anything else went on, were handled by a `try_` call.
 */
function lastCause(eventsXdr: readonly string[]): Raised | undefined {
	let cause: Raised | undefined;
	for (const xdr of eventsXdr.toReversed()) {
		const trace = traceOf(xdr);
		if (trace === undefined) continue;
		if (trace.kind === 'went-on') {
			if (cause === undefined) continue;
			break;
		}
		const { contract, code } = trace;
		if (cause !== undefined && (code === undefined || code !== cause.code)) break;
		cause = { contract, code };
	}
	return cause;
}

/** What an event tells about the course of a call; `undefined` = nothing. */
function traceOf(xdr: string): Trace | undefined {
	let event: DiagnosticEvent['event'];
	try {
		event = DiagnosticEvent.fromXdr(xdr, 'base64').event;
	} catch {
		return undefined; // one strange event must not hide the others
	}
	if (event.type.name !== 'diagnostic') return { kind: 'went-on' };
	const [first, error] = event.body.v0.topics;
	const name = first?.type === 'scvSymbol' ? String(first.sym) : '';
	if (name === 'fn_call' || name === 'fn_return') return { kind: 'went-on' };
	if (name !== 'error' || error?.type !== 'scvError') return undefined;
	const id = event.contractId;
	return {
		kind: 'error',
		contract: id === null ? undefined : StrKey.encodeContract(id.toBytes()),
		code: error.error.type === 'sceContract' ? error.error.contractCode : undefined
	};
}
