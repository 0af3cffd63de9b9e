/// What a product knows of an order line that it has accepted.
package struct KnownLine: Equatable, Sendable {
  package enum State: Equatable, Sendable {
    case allocated(to: BatchReference)
    /// The line waits; back-orders are served in the order of this age.
    case waiting(LineNumber)
    /// The import of the row that cancelled the line, and the import that tried that row: a
    /// cancellation can be deferred, too.
    case cancelled(inImport: Int, triedIn: Int)
  }

  /// The quantity wanted today.
  package let quantity: Int
  package let state: State

  package init(quantity: Int, state: State) {
    self.quantity = quantity
    self.state = state
  }
}

extension KnownLine {
  package var isCancelled: Bool {
    if case .cancelled = state { return true }
    return false
  }

  /// Whether a row that would create this line was still deferred when the line was cancelled.
  ///
  /// The row was then cancelled with the line (rule 11), whichever of the two files came first.
  package func withdraws(_ origin: Origin) -> Bool {
    guard case .cancelled(_, let importID) = state else { return false }
    return origin.came(before: importID)
  }

  /// Whether an amendment is older than the row that cancelled the line.
  package func outdates(_ origin: Origin) -> Bool {
    guard case .cancelled(let importID, _) = state else { return false }
    return origin.came(before: importID)
  }

  /// The outcome of a row that orders this known line again (rules 8, 9 and 11).
  ///
  /// `first` gives the quantity with which the line was accepted.
  package func outcome(
    ofRepeating line: OrderLine,
    from origin: Origin,
    first: () throws -> Int
  ) throws -> Outcome {
    if withdraws(origin) { return .unchanged }
    guard try quantity == line.quantity || first() == line.quantity else {
      throw difference(from: line, first: try first())
    }
    return isCancelled ? .calledOff : .unchanged
  }

  /// The refusal of a line that is known with another quantity (rule 9).
  package func difference(from line: OrderLine, first: Int) -> Refusal {
    .lineDiffers(line, first: first, today: quantity, isCancelled: isCancelled)
  }
}
