import Pipeline
import SafeText
import ServiceLayer

extension OrderAnswer {
  /// The answer for a person at a terminal: the order, then its lines and open rows.
  var text: String {
    var text = ["Order \(shown(orderid)): \(headline)"]
    for line in lines {
      text.append("  \(shown(line.sku)), \(line.qty): \(line.headline)")
      text += line.facts.lines(indentedBy: 6)
    }
    for row in rows {
      text.append("  \(row.name): \(row.headline)")
      text += row.facts(of: orderid).lines(indentedBy: 6)
    }
    return text.joined(separator: "\n")
  }

  /// The answer if only one line was asked for.
  var textOfOneLine: String {
    var text: [String] = []
    for line in lines {
      text.append("Order \(shown(orderid)), \(shown(line.sku)), \(line.qty): \(line.headline)")
      text += line.facts.lines(indentedBy: 6)
    }
    for row in rows {
      text.append("Order \(shown(orderid)), \(row.name): \(row.headline)")
      text += row.facts(of: orderid).lines(indentedBy: 6)
    }
    return text.joined(separator: "\n")
  }

  private var headline: String {
    let counts = counts
    let cancelled = counts.cancelled > 0 ? "; \(counted(counts.cancelled, "line")) cancelled" : ""
    func its(_ number: Int, _ verb: (one: String, more: String)) -> String {
      number == 1 ? "its line \(verb.one)" : "its \(number) lines \(verb.more)"
    }
    switch state {
    case .complete:
      return "complete, \(its(counts.all, ("is allocated", "are allocated")))\(cancelled)"
    case .cancelled:
      return "cancelled, \(its(counts.cancelled, ("was cancelled", "were cancelled")))"
    case .partly: return "partly allocated, \(missing(counts))\(cancelled)"
    case .waiting: return "waiting, \(missing(counts))\(cancelled)"
    case .pending: return "not accepted, \(pending)\(cancelled)"
    case .unknown:
      return
        "not known, \(counted(rows.count, "open row")) \(rows.count == 1 ? "names" : "name") it"
        + (near.map { "; \(shown($0)) is known" } ?? "")
    }
  }

  private func missing(_ counts: Counts) -> String {
    let (waiting, others) = (counts.waiting, counts.notAccepted)
    if counts.all == 1, waiting == 1 { return "its line waits" }
    var parts: [String] = []
    if waiting > 0 {
      let verb = waiting == 1 ? "waits" : "wait"
      parts.append("\(waiting) of \(counted(counts.all, "line")) \(verb)")
    }
    if others > 0 {
      let of = waiting > 0 ? "\(others)" : "\(others) of \(counted(counts.all, "line"))"
      parts.append("\(of) \(others == 1 ? "is" : "are") not accepted")
    }
    return parts.joined(separator: ", ")
  }

  private var pending: String {
    let rows = rows.filter(\.asksForALine)
    let (deferred, rejected) = (
      rows.filter(\.isDeferred).count, rows.filter { !$0.isDeferred }.count
    )
    var parts: [String] = []
    if deferred > 0 {
      parts.append(
        "\(counted(deferred, "line")) \(deferred == 1 ? "is" : "are") tried again each night"
      )
    }
    if rejected > 0 {
      parts.append("\(counted(rejected, "line")) \(rejected == 1 ? "was" : "were") rejected")
    }
    return parts.joined(separator: ", ")
  }
}

extension OrderAnswer.Line {
  fileprivate var headline: String {
    if let batch {
      return "on \(shown(batch.ref)), "
        + (batch.eta.map { "eta \($0)" } ?? "in the warehouse")
        + (batch.isLate ? " (passed, not reported as arrived)" : "")
    }
    guard let waiting else { return "CANCELLED" }
    let age =
      waiting.nights == 0 ? "since the last night" : "for \(counted(waiting.nights, "night"))"
    return "WAITS \(age), \(waiting.place == 1 ? "first" : "number \(waiting.place)") in line"
  }

  fileprivate var facts: FactList {
    var facts = FactList()
    let waited = cancelled?.wasWaiting == true && ordered != nil ? "; it waited then" : ""
    facts.add("ordered", ordered.map { $0.told + waited })
    if let cancelled {
      facts.add(
        "cancelled",
        cancelled.by?.told ?? "by a row that was not kept: an earlier version read it"
      )
    }
    guard let waiting else { return facts }
    facts.add("why", waiting.reason(wanting: qty))
    facts.add("free", waiting.freeText)
    for row in waiting.refused { facts.add("cure", row.cure) }
    facts.add("cure", waiting.cure.text)
    return facts
  }
}

extension LineWait {
  fileprivate func reason(wanting quantity: Int) -> String {
    switch why {
    case .none: "nothing of it is free"
    case .short:
      "only \(free) \(free == 1 ? "is" : "are") free, in \(batches) "
        + (batches == 1 ? "batch" : "batches")
    case .split:
      "\(free) are free, but the largest of \(batches) batches has \(largest): a line is never split"
    }
  }

  fileprivate var freeText: String? {
    guard !freeBatches.isEmpty else { return nil }
    var parts = freeBatches.map { "\(shown($0.ref)) \($0.available)" }
    if others.batches > 0 {
      parts.append("\(counted(others.batches, "other")) \(others.units)")
    }
    return parts.joined(separator: ", ")
  }
}

extension Cure {
  fileprivate var text: String {
    let before =
      linesBefore == 0
      ? ""
      : """
      : the \(linesBefore == 1 ? "line" : "\(linesBefore) lines") before it \
      \(linesBefore == 1 ? "is" : "are") served first, and \
      \(linesBefore == 1 ? "wants" : "want") \(unitsBefore)
      """
    guard let batchOfAtLeast else { return "stock in more than one batch\(before)" }
    let correction = correction.map { ", or quantities \(shown($0.ref)),\($0.qty)" } ?? ""
    return "a batch of at least \(batchOfAtLeast)\(correction)\(before)"
  }
}
