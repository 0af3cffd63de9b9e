/// The moments at which a run can die, in the order in which they first occur.
///
/// A test kills the process at each of them: a new step in the life of a file or a report needs a
/// name here.
package enum Step: String, CaseIterable, Sendable {
  case runBegun, unknownFileGivenBack, filesChosen, fileClaimed, filesClaimed
  case fileCopied, chunkDone, rowsTriedAgain, rowsHandedBack, outcomeCommitted, fileMoved
  case originalRemoved, fileFinished, resultWritten
  case reportWritten, reportsPublished, latestSwung, publicationNoted, oldReportHidden
  case oldReportsRemoved, runFinished
}
