import type { rpc, xdr } from '@stellar/stellar-sdk';

/** The transaction's own code, with a fee bump's inner one behind a slash: `txFeeBumpInnerFailed/txFailed`. */
export function txCode(result: xdr.TransactionResult): string {
	const outer = result.result;
	if (outer.type === 'txFeeBumpInnerSuccess' || outer.type === 'txFeeBumpInnerFailed') {
		return `${outer.type}/${outer.innerResultPair.result.result.type}`;
	}
	return outer.type;
}

/** One code per operation: `paymentUnderfunded`, `opNoAccount`, … Empty when none was tried. */
export function opCodes(result: xdr.TransactionResult): string[] {
	const outer = result.result;
	const results =
		outer.type === 'txFeeBumpInnerSuccess' || outer.type === 'txFeeBumpInnerFailed'
			? operationResults(outer.innerResultPair.result.result)
			: operationResults(outer);
	return results.map((each) => (each.type === 'opInner' ? each.tr.value.type : each.type));
}

function operationResults(
	result: xdr.TransactionResultResult | xdr.InnerTransactionResultResult
): readonly xdr.OperationResult[] {
	return result.type === 'txSuccess' || result.type === 'txFailed' ? result.results : [];
}

/** Both kinds of code of an applied transaction in one line: `txFailed paymentUnderfunded`. */
export function outcome(applied: Applied): string {
	return [txCode(applied.resultXdr), ...opCodes(applied.resultXdr)].join(' ');
}

export type Applied = Exclude<
	rpc.Api.GetTransactionResponse,
	rpc.Api.GetMissingTransactionResponse
>;

/** What a refused submission says: `ERROR txBadSeq`, `ERROR txFailed opBadAuth`, or just the status. */
export function refusal(sent: rpc.Api.SendTransactionResponse): string {
	const { status, errorResult } = sent;
	if (errorResult === undefined) return status;
	return [status, txCode(errorResult), ...opCodes(errorResult)].join(' ');
}
