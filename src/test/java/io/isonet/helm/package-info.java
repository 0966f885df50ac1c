/// The chart: rendered by Helm over the files of values in `src/test/resources/helm`, and
/// read by the typed model of Kubernetes. `.ci/kubernetes` installs it.
@NullMarked
package io.isonet.helm;

import org.jspecify.annotations.NullMarked;
