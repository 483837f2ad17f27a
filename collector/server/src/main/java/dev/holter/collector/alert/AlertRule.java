package dev.holter.collector.alert;

import dev.holter.collector.domain.FleetView;
import java.util.List;

/**
 * Looks at the fleet and says what is wrong with it now. Has no memory, so that the same view always
 * gives the same findings; how long something has been found is for {@link AlertEngine} to know.
 */
@FunctionalInterface
public interface AlertRule {

    /** What is wrong, at most once for a loop. Called by one thread at a time; must not block. */
    List<Finding> check(FleetView view);
}
