import Foundation
import Fuzzing
import TestSupport
import Testing

/// The checks of the fuzzers, on stored inputs and on seeded mutations of them.
///
/// `cron/fuzz` runs libFuzzer itself on the same checks. `ALLOT_FUZZ_ROUNDS` sets the number of
/// mutations of each target, 400 by default.
struct CorpusTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["ALLOT_FUZZ_ROUNDS"].flatMap(Int.init) ?? 400

  @Test(arguments: Target.allCases)
  func `every kept input follows the rules`(target: Target) throws {
    let corpus = try Corpus(of: target)
    #expect(corpus.inputs.count > 10)
    for (name, input) in corpus.inputs {
      #expect(throws: Never.self, "\(name)") { try target.check(input) }
    }
  }

  @Test(arguments: Target.allCases, 1...4 as ClosedRange<UInt64>)
  func `every mutation of a kept input follows the rules`(target: Target, seed: UInt64) throws {
    var mutations = Mutations(of: try Corpus(of: target), seed: seed)
    for _ in 1...Self.rounds / 4 {
      let input = mutations.next()
      #expect(throws: Never.self, "\(input)") { try target.check(input) }
    }
  }
}
