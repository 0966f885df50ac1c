package io.isonet.lexicon;

import java.time.Clock;

import io.isonet.database.ChangeNotices;
import io.isonet.database.TransactionLimits;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Furnishes the room. The service's `Clock` is used where it has one, else the system's.
@Configuration(proxyBeanMethods = false)
class LexiconConfiguration {

	@Bean
	Lexicons lexicons(JdbcClient jdbc, PlatformTransactionManager transactionManager, TransactionLimits limits,
			ApplicationEventPublisher events, ChangeNotices notices, LexiconProperties properties,
			ObjectProvider<Clock> clock) {
		return new Lexicons(new LexiconTables(jdbc), transactionManager, limits, events, notices, properties,
				clock.getIfUnique(Clock::systemUTC));
	}

}
