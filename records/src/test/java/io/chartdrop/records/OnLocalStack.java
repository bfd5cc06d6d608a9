package io.chartdrop.records;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A test in a LocalStack of its own. Without a Docker engine it is skipped, and says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnLocalStack.SaysThatItIsSkipped.class)
@Testcontainers(disabledWithoutDocker = true)
public @interface OnLocalStack {

  /** JUnit keeps the reason for a skipped class to itself. */
  class SaysThatItIsSkipped implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        System.err.printf(
            "%n== SKIPPED: %s, for there is no Docker engine to run %s%n%n",
            context.getDisplayName(), LocalStack.IMAGE);
      }
      return enabled("It is the next condition's to decide");
    }
  }
}
