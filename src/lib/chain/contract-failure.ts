import { StrKey } from '@stellar/stellar-sdk/base';
import { DiagnosticEvent, type ScVal } from '@stellar/stellar-sdk/xdr';

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

/** The deepest contract error of a call, from its diagnostic events (base64), else from the text. */
export function contractFailure(text: string, eventsXdr: readonly string[]): ContractFailure {
	const line = text.split('\n', 1)[0] ?? '';
	for (const xdr of eventsXdr) {
		const raised = raisedError(xdr);
		if (raised !== undefined) return { ...raised, text: line };
	}
	const match = CODE.exec(line);
	return { contract: undefined, code: match === null ? undefined : Number(match[1]), text: line };
}

/** Events come in the order they happened: the first error is the one all others passed on. */
function raisedError(
	xdr: string
): { readonly contract: string | undefined; readonly code: number } | undefined {
	let event: DiagnosticEvent['event'];
	try {
		event = DiagnosticEvent.fromXdr(xdr, 'base64').event;
	} catch {
		return undefined; // one strange event must not hide the others
	}
	const [name, error] = event.body.v0.topics;
	if (name?.type !== 'scvSymbol' || String(name.sym) !== 'error') return undefined;
	const code = contractCode(error);
	if (code === undefined) return undefined;
	const id = event.contractId;
	return { contract: id === null ? undefined : StrKey.encodeContract(id.toBytes()), code };
}

function contractCode(value: ScVal | undefined): number | undefined {
	if (value?.type !== 'scvError') return undefined;
	return value.error.type === 'sceContract' ? value.error.contractCode : undefined;
}
